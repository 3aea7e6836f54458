"use client";

import { Button } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastProblem } from "@/app/_ui/toasts";
import { stopJob } from "./undo-job";

export function StopButton({ jobId }: { jobId: string }) {
  const [isStopping, start] = useTransition();
  const stop = () =>
    start(async () => {
      const problem = await attempt(() => stopJob(jobId));
      if (problem) toastProblem(problem);
    });
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerStop size={17} aria-hidden />}
      onClick={stop}
      loading={isStopping}
    >
      Stop
    </Button>
  );
}

"use client";

import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastProblem } from "@/app/_ui/toasts";
import { undoJob } from "./undo-job";

export function UndoButton({ jobId }: { jobId: string }) {
  const router = useRouter();
  const [isUndoing, startUndo] = useTransition();
  const undo = () =>
    startUndo(async () => {
      const answer = await attempt(() => undoJob(jobId));
      if (!answer) return;
      if (answer.problem) toastProblem(answer.problem);
      // Customers who were changed meanwhile are left alone, so its own page tells how each of them ended.
      else if (answer.undoId) router.push(`/jobs/${answer.undoId}`);
    });
  return (
    <Button
      variant="default"
      leftSection={<IconArrowBackUp size={17} aria-hidden />}
      onClick={undo}
      loading={isUndoing}
    >
      Undo
    </Button>
  );
}

"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastProblem } from "@/app/_ui/toasts";
import { cancelImport } from "../actions";

/** Stops an import that runs. It asks nothing, for it can go on afterwards. */
export function CancelButton({ importId, jobId }: { importId: string; jobId: string }) {
  const [isCancelling, startCancel] = useTransition();
  const cancel = () =>
    startCancel(async () => {
      const answer = await attempt(() => cancelImport(importId, jobId));
      if (answer?.problem) toastProblem(answer.problem);
    });
  return (
    <Button variant="default" onClick={cancel} loading={isCancelling} w="fit-content">
      Cancel import
    </Button>
  );
}

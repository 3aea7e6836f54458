"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { useSingleRun } from "@/app/_ui/use-single-run";
import classes from "../tickets.module.css";
import { closeTicket, reopenTicket } from "./actions";

/** One button: closes a request that is open, opens one that is closed. */
export function ChangeStatus({ number, isClosed }: { number: number; isClosed: boolean }) {
  const [isSending, setIsSending] = useState(false);
  const once = useSingleRun();
  const change = async () => {
    setIsSending(true);
    const problems = await attempt(() => (isClosed ? reopenTicket : closeTicket)(number));
    setIsSending(false);
    if (problems?.[0]) return toastProblem(problems[0].message);
    if (problems) toastDone({ message: isClosed ? "The request is open again." : "The request is closed." });
  };
  return (
    <section className={classes.change} aria-label="Status">
      <p>{isClosed ? "Not solved after all?" : "Is it solved? You can open it again at any time."}</p>
      <Button size="md" variant="default" loading={isSending} onClick={() => void once(change)}>
        {isClosed ? "Open it again" : "Close this request"}
      </Button>
    </section>
  );
}

"use client";

import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { attachmentsProblem } from "@/app/_attachments/use-attachments";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { useSingleRun } from "@/app/_ui/use-single-run";
import classes from "../tickets.module.css";
import { reply } from "./actions";
import { MessageFields } from "./message-fields";
import { useMessage } from "./use-message";

/** Where a customer answers. What was typed stays until it has been sent. */
export function ReplyForm({ number, customerId }: { number: number; customerId: string }) {
  const { text, change, attachments, toSend, clear } = useMessage(`${customerId} on ${number}`);
  const [problem, setProblem] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const once = useSingleRun();

  const send = async () => {
    const waiting = attachmentsProblem(attachments.files);
    if (waiting) return setProblem(waiting);
    setProblem(undefined);
    setIsSending(true);
    const problems = await attempt(() => reply({ number, ...toSend() }));
    setIsSending(false);
    if (problems?.[0]) setProblem(problems[0].message);
    else if (problems) {
      clear();
      toastDone({ message: "Your message has been sent." });
    }
    field.current?.focus();
  };

  return (
    <form
      method="post"
      className={classes.form}
      aria-label="Your reply"
      onSubmit={(event) => {
        event.preventDefault();
        void once(send);
      }}
    >
      <MessageFields
        label="Your message"
        body={text.body}
        onChange={(body) => {
          change({ body });
          setProblem(undefined);
        }}
        error={problem}
        attachments={attachments}
        field={field}
      >
        <Button type="submit" size="md" loading={isSending}>
          Send
        </Button>
      </MessageFields>
    </form>
  );
}

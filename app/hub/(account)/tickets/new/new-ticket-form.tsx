"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { attachmentsProblem } from "@/app/_attachments/use-attachments";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { useSingleRun } from "@/app/_ui/use-single-run";
import { ProblemAlert } from "@/app/hub/_entry/problem-alert";
import { openTicket } from "../_write/actions";
import { MessageFields } from "../_write/message-fields";
import { useMessage } from "../_write/use-message";
import classes from "../tickets.module.css";

interface NewTicketFormProps {
  customerId: string;
  /** Those that the customer may open requests for. */
  organisations: { id: string; name: string }[];
}

interface Problems {
  subject?: string;
  body?: string;
  form?: string;
}

/** Where a customer opens a request. What was typed stays until it has been sent. */
export function NewTicketForm({ customerId, organisations }: NewTicketFormProps) {
  const router = useRouter();
  const { text, change, attachments, toSend, clear } = useMessage(`${customerId}, new`);
  const [problems, setProblems] = useState<Problems>({});
  const [isSending, setIsSending] = useState(false);
  const subject = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLTextAreaElement>(null);
  const once = useSingleRun();

  // A draft may name one that was taken away meanwhile.
  const chosen = organisations.find(({ id }) => id === text.organisationId);
  const refuse = (found: Problems) => {
    setProblems(found);
    if (found.subject) subject.current?.focus();
    else if (found.body) body.current?.focus();
  };
  const send = async () => {
    const waiting = attachmentsProblem(attachments.files);
    if (waiting) return refuse({ body: waiting });
    setProblems({});
    setIsSending(true);
    const answer = await attempt(() => openTicket({ subject: text.subject, organisationId: chosen?.id, ...toSend() }));
    if (!answer?.ticket) {
      setIsSending(false);
      return refuse(answer ? byField(answer.userErrors) : {});
    }
    clear();
    toastDone({ message: "Your request has been sent." });
    router.push(`/hub/tickets/${answer.ticket.number}`);
  };

  return (
    <form
      method="post"
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void once(send);
      }}
    >
      <ProblemAlert>{problems.form}</ProblemAlert>
      {organisations.length > 0 && (
        <NativeSelect
          label="For"
          description="Everybody who follows the organisation's requests can read what you write for it."
          size="md"
          value={chosen?.id ?? ""}
          onChange={(event) => change({ organisationId: event.currentTarget.value })}
          data={[{ value: "", label: "Myself" }, ...organisations.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      <TextInput
        ref={subject}
        label="Subject"
        size="md"
        dir="auto"
        autoComplete="off"
        value={text.subject}
        error={problems.subject}
        onChange={(event) => {
          change({ subject: event.currentTarget.value });
          setProblems({ ...problems, subject: undefined });
        }}
      />
      <MessageFields
        label="Message"
        body={text.body}
        onChange={(written) => {
          change({ body: written });
          setProblems({ ...problems, body: undefined });
        }}
        error={problems.body}
        attachments={attachments}
        field={body}
      >
        <Button type="submit" size="md" loading={isSending}>
          Send
        </Button>
      </MessageFields>
    </form>
  );
}

/** What is wrong with a file stands at the message that it goes with. */
function byField(userErrors: { message: string; path: string[] }[]): Problems {
  const problems: Problems = {};
  for (const { path, message } of userErrors) {
    const [first] = path;
    const field = first === "subject" ? "subject" : first === "body" || first === "uploadIds" ? "body" : "form";
    problems[field] ??= message;
  }
  return problems;
}

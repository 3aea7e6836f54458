"use client";

import { Button, Group, NativeSelect, SegmentedControl, Text, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import { toastDone } from "@/app/_ui/toasts";
import type { TicketStatus } from "@/graphql/client/graphql";
import { addComment } from "../actions";
import { STATUSES } from "../ticket-words";
import classes from "./ticket.module.css";

type Kind = "reply" | "note";

const WORDS: Record<Kind, { label: string; send: string; sent: string; hint: string }> = {
  reply: { label: "Your reply", send: "Send reply", sent: "Reply added.", hint: "Public. Replies are not mailed yet." },
  note: {
    label: "Your internal note",
    send: "Add note",
    sent: "Note added.",
    hint: "Only agents can read this; customers never see it.",
  },
};

/** Where an agent answers. What was typed stays until it has been sent. */
export function ReplyBox({ ticketId }: { ticketId: string }) {
  const [kind, setKind] = useState<Kind>("reply");
  const [body, setBody] = useState("");
  const [status, setStatus] = useState<TicketStatus | "">("");
  const [problem, setProblem] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  // A second click before React has disabled the button.
  const isOnItsWay = useRef(false);
  const words = WORDS[kind];

  const send = async () => {
    if (isOnItsWay.current) return;
    isOnItsWay.current = true;
    setIsSending(true);
    setProblem(undefined);
    const input = { ticketId, body, internal: kind === "note", status: status || undefined };
    const answer = await attempt(() => addComment(input));
    isOnItsWay.current = false;
    setIsSending(false);
    const error = answer?.userErrors[0];
    if (error) setProblem(error.message);
    else if (answer) {
      setBody("");
      setStatus("");
      toastDone({ message: words.sent });
    }
    field.current?.focus();
  };

  return (
    <form
      method="post"
      className={classes.replyBox}
      data-kind={kind}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <LeaveGuard isOn={body.trim() !== ""} />
      <Group justify="space-between" gap="xs" mb="xs">
        <SegmentedControl
          aria-label="Who can read it"
          value={kind}
          onChange={(chosen) => setKind(chosen === "note" ? "note" : "reply")}
          data={[
            { value: "reply", label: "Reply" },
            { value: "note", label: "Internal note" },
          ]}
        />
        <Text size="sm" role="status">
          {words.hint}
        </Text>
      </Group>
      <Textarea
        ref={field}
        label={words.label}
        error={problem}
        autosize
        minRows={4}
        maxRows={20}
        dir="auto"
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        readOnly={isSending}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      />
      <Group justify="space-between" align="flex-end" gap="sm" mt="sm">
        <NativeSelect
          label="Status afterwards"
          value={status}
          onChange={(event) =>
            setStatus(STATUSES.find((known) => known.status === event.currentTarget.value)?.status ?? "")
          }
          data={[
            { value: "", label: "Leave it as it is" },
            ...STATUSES.filter((known) => known.status !== "NEW").map((known) => ({
              value: known.status,
              label: known.label,
            })),
          ]}
        />
        <Button type="submit" loading={isSending} color={kind === "note" ? "yellow" : undefined}>
          {words.send}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt={6} visibleFrom="sm">
        Ctrl + Enter sends.
      </Text>
    </form>
  );
}

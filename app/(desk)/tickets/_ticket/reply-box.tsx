"use client";

import { Alert, Button, FileButton, Group, NativeSelect, SegmentedControl, Text } from "@mantine/core";
import { IconMessage2Exclamation, IconPaperclip } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { AttachmentList } from "@/app/_attachments/attachment-list";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import { RichTextField } from "@/app/_ui/rich-text-field";
import { STATUSES } from "../ticket-words";
import classes from "./ticket.module.css";
import { type ReplyBoxProps, useReply } from "./use-reply";

/** Where an agent answers. What was typed stays until it has been sent. */
export function ReplyBox(props: ReplyBoxProps) {
  const reply = useReply(props);
  const { words, attachments } = reply;
  const [isOver, setIsOver] = useState(false);
  const attach = useRef<HTMLButtonElement>(null);

  return (
    <form
      method="post"
      className={classes.replyBox}
      data-kind={reply.kind}
      data-over={isOver || undefined}
      aria-label="Answer"
      onSubmit={(event) => {
        event.preventDefault();
        reply.send();
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      }}
      onDrop={(event) => {
        setIsOver(false);
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        attachments.add([...event.dataTransfer.files]);
      }}
    >
      <LeaveGuard isOn={reply.isBegun} />
      <Group justify="space-between" gap="xs" mb="xs">
        <SegmentedControl
          aria-label="Who can read it"
          value={reply.kind}
          onChange={(chosen) => reply.setKind(chosen === "note" ? "note" : "reply")}
          data={[
            { value: "reply", label: "Reply" },
            { value: "note", label: "Internal note" },
          ]}
        />
        <Text size="sm" role="status">
          {words.hint}
        </Text>
      </Group>
      <RichTextField {...reply.field} />
      <AttachmentList
        files={attachments.files}
        onRemove={attachments.remove}
        fallback={() => attach.current?.focus()}
      />
      {attachments.problem && (
        <Text size="sm" c="red" role="alert" mt={4}>
          {attachments.problem}
        </Text>
      )}
      {reply.arrived && (
        <Alert color="yellow" mt="sm" icon={<IconMessage2Exclamation size={20} aria-hidden />} role="alert">
          {reply.arrived}
        </Alert>
      )}
      <Group justify="space-between" align="flex-end" gap="sm" mt="sm">
        <NativeSelect
          label="Status afterwards"
          value={reply.status}
          onChange={(event) =>
            reply.setStatus(STATUSES.find((known) => known.status === event.currentTarget.value)?.status ?? "")
          }
          data={[
            { value: "", label: "Leave it as it is" },
            ...STATUSES.filter((known) => known.status !== "NEW").map((known) => ({
              value: known.status,
              label: known.label,
            })),
          ]}
        />
        <Group gap="xs">
          <FileButton multiple onChange={(files) => attachments.add(files)}>
            {(opener) => (
              <Button {...opener} ref={attach} variant="default" leftSection={<IconPaperclip size={16} aria-hidden />}>
                Attach files
              </Button>
            )}
          </FileButton>
          <Button type="submit" loading={reply.isSending} color={reply.kind === "note" ? "yellow" : undefined}>
            {words.send}
          </Button>
        </Group>
      </Group>
      <Text size="xs" c="dimmed" mt={6} visibleFrom="sm">
        Ctrl + Enter sends, Esc leaves the field. Files can be dropped or pasted here: 10 of up to 25 MB each.
      </Text>
    </form>
  );
}

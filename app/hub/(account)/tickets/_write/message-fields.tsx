import { Button, FileButton, Text, Textarea } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { type ReactNode, type Ref, useRef } from "react";
import { AttachmentList } from "@/app/_attachments/attachment-list";
import type { useAttachments } from "@/app/_attachments/use-attachments";
import classes from "../tickets.module.css";

interface MessageFieldsProps {
  label: string;
  body: string;
  onChange: (body: string) => void;
  error?: string;
  attachments: ReturnType<typeof useAttachments>;
  field: Ref<HTMLTextAreaElement>;
  /** The button that sends. */
  children: ReactNode;
}

/** The text and the files of a message. Plain text: a phone's keyboard has all that it takes. */
export function MessageFields({ label, body, onChange, error, attachments, field, children }: MessageFieldsProps) {
  const attach = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Textarea
        ref={field}
        label={label}
        size="md"
        autosize
        minRows={4}
        maxRows={20}
        dir="auto"
        value={body}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        onPaste={(event) => {
          const files = [...event.clipboardData.files];
          // Text that was copied from a page comes with a picture of itself.
          if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
          event.preventDefault();
          attachments.add(files);
        }}
      />
      <div>
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
      </div>
      <div className={classes.buttons}>
        <FileButton multiple onChange={(files) => attachments.add(files)}>
          {(opener) => (
            <Button
              {...opener}
              ref={attach}
              size="md"
              variant="default"
              leftSection={<IconPaperclip size={18} aria-hidden />}
            >
              Attach files
            </Button>
          )}
        </FileButton>
        {children}
      </div>
    </>
  );
}

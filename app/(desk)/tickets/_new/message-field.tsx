import { Button, FileButton, Group, Text } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useRef } from "react";
import { AttachmentList } from "@/app/_attachments/attachment-list";
import type { useAttachments } from "@/app/_attachments/use-attachments";
import type { RichEditorProps } from "@/app/_ui/rich-editor";
import { RichTextField } from "@/app/_ui/rich-text-field";

interface MessageFieldProps {
  field: RichEditorProps;
  attachments: ReturnType<typeof useAttachments>;
}

/** What the ticket is about, written as an answer is: rich text, with files. */
export function MessageField({ field, attachments }: MessageFieldProps) {
  const attach = useRef<HTMLButtonElement>(null);
  return (
    // Files that are dropped beside the text are meant all the same; the browser would open them in place of the page.
    // biome-ignore lint/a11y/noStaticElementInteractions: the button below is the way for everybody else.
    <div
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes("Files")) event.preventDefault();
      }}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        attachments.add([...event.dataTransfer.files]);
      }}
    >
      <RichTextField {...field} />
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
      <Group justify="space-between" gap="xs" mt="xs">
        <FileButton multiple onChange={(files) => attachments.add(files)}>
          {(opener) => (
            <Button {...opener} ref={attach} variant="default" leftSection={<IconPaperclip size={16} aria-hidden />}>
              Attach files
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed" visibleFrom="sm">
          Files can be dropped or pasted here: 10 of up to 25 MB each.
        </Text>
      </Group>
    </div>
  );
}

import { CloseButton, Progress } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useRef } from "react";
import { sizeWords } from "@/app/_ui/size-words";
import classes from "./attachments.module.css";
import type { Attachment } from "./use-attachments";

interface AttachmentListProps {
  files: Attachment[];
  onRemove: (key: string) => void;
  /** Where the focus goes when the last of them is removed. */
  fallback: () => void;
}

/** The files that go with the message, each with its progress and a way to take it off again. */
export function AttachmentList({ files, onRemove, fallback }: AttachmentListProps) {
  const list = useRef<HTMLUListElement>(null);
  const remove = (key: string, index: number) => {
    onRemove(key);
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll("button") ?? [];
      const next = buttons[Math.min(index, buttons.length - 1)];
      if (next) next.focus();
      else fallback();
    });
  };
  if (files.length === 0) return null;
  return (
    <ul ref={list} className={classes.files} aria-label="Files to send">
      {files.map((file, index) => (
        <li key={file.key} className={classes.file}>
          <IconPaperclip size={16} aria-hidden />
          <span className={classes.name}>
            <bdi>{file.name}</bdi> <span className={classes.size}>{sizeWords(file.size)}</span>
            {file.problem && (
              <span role="alert" className={classes.problem}>
                {file.problem}
              </span>
            )}
            {!file.problem && !file.uploadId && (
              <Progress
                value={(file.sent / Math.max(file.size, 1)) * 100}
                size="sm"
                mt={4}
                aria-label={`Sending ${file.name}`}
              />
            )}
          </span>
          <CloseButton aria-label={`Remove ${file.name}`} onClick={() => remove(file.key, index)} />
        </li>
      ))}
    </ul>
  );
}

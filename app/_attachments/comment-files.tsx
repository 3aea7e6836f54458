import { IconDownload } from "@tabler/icons-react";
import { sizeWords } from "@/app/_ui/size-words";
import classes from "./attachments.module.css";

interface SentFile {
  id: string;
  fileName: string;
  /** Bytes. */
  size: number;
  url: string;
}

/** The files of a comment. They are downloads, never shown: whatever is in them runs nothing here. */
export function CommentFiles({ files }: { files: SentFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label="Files">
      {files.map((file) => (
        <li key={file.id} className={classes.file}>
          <IconDownload size={16} aria-hidden />
          <a href={file.url} download={file.fileName} className={classes.link}>
            <bdi>{file.fileName}</bdi>
          </a>
          <span className={classes.size}>{sizeWords(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}

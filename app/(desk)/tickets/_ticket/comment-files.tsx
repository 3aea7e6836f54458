import { IconDownload } from "@tabler/icons-react";
import type { ConversationFragment } from "@/graphql/client/graphql";
import { sizeWords } from "../../customers/import/import-words";
import classes from "./ticket.module.css";

/** The files of a comment. They are downloads, never shown: whatever is in them runs nothing here. */
export function CommentFiles({ files }: { files: ConversationFragment["nodes"][number]["attachments"] }) {
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label="Files">
      {files.map((file) => (
        <li key={file.id} className={classes.file}>
          <IconDownload size={16} aria-hidden />
          <a href={file.url} download={file.fileName} className={classes.plainLink}>
            <bdi>{file.fileName}</bdi>
          </a>
          <span className={classes.none}>{sizeWords(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}

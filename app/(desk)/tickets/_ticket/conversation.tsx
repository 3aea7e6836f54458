import { Badge } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { CommentFiles } from "@/app/_attachments/comment-files";
import { InitialsAvatar } from "@/app/_ui/initials-avatar";
import { Moment } from "@/app/_ui/moment";
import { RichText } from "@/app/_ui/rich-text";
import type { ConversationFragment } from "@/graphql/client/graphql";
import { CustomerName } from "../../customers/customer-name";
import { CommentMail } from "./comment-mail";
import { MailBody } from "./mail-body";
import classes from "./ticket.module.css";

type Comment = ConversationFragment["nodes"][number];

const SIDES: Record<Comment["authorKind"], string> = { AGENT: "Agent", CUSTOMER: "Customer", SYSTEM: "Program" };

/** All messages, oldest first. Whatever looks like HTML in a plain text is shown as it was typed. */
export function Conversation({ comments }: { comments: Comment[] }) {
  return (
    <ol className={classes.conversation} aria-label="Conversation">
      {comments.map((comment) => (
        <li key={comment.id}>
          <article
            className={classes.comment}
            data-kind={comment.isInternal ? "note" : comment.authorKind === "CUSTOMER" ? "customer" : "reply"}
          >
            <header className={classes.commentHead}>
              <InitialsAvatar name={comment.authorName} size={28} />
              <strong className={classes.author}>
                <CustomerName name={comment.authorName} isDeleted={comment.authorIsDeleted} />
              </strong>
              <span className={classes.sideWord}>{SIDES[comment.authorKind]}</span>
              {comment.isInternal && (
                <Badge component="span" color="yellow" leftSection={<IconLock size={12} aria-hidden />}>
                  Internal note
                </Badge>
              )}
              <span className={classes.when}>
                <Moment at={comment.createdAt} ago />
              </span>
            </header>
            {comment.mail ? (
              <MailComment comment={comment} mail={comment.mail} />
            ) : (
              <WrittenComment comment={comment} />
            )}
          </article>
        </li>
      ))}
    </ol>
  );
}

function MailComment({ comment, mail }: { comment: Comment; mail: NonNullable<Comment["mail"]> }) {
  return (
    <>
      <MailBody
        authorName={comment.authorName}
        text={comment.bodyText}
        quoted={mail.quoted ?? null}
        pageUrl={mail.pageUrl ?? null}
        files={comment.attachments}
      />
      <CommentMail mail={mail} />
    </>
  );
}

function WrittenComment({ comment }: { comment: Comment }) {
  return (
    <>
      {comment.bodyHtml === null ? (
        <div className={classes.body} dir="auto">
          {comment.bodyText}
        </div>
      ) : (
        <RichText html={comment.bodyHtml} />
      )}
      <CommentFiles files={comment.attachments} />
    </>
  );
}

import { Anchor } from "@mantine/core";
import { Moment } from "@/app/_ui/moment";
import type { ConversationFragment } from "@/graphql/client/graphql";
import classes from "./ticket.module.css";

type Mail = NonNullable<ConversationFragment["nodes"][number]["mail"]>;

/** What a comment was as a mail or in the request form: what it quotes, folded, from whom to whom, and the original. */
export function CommentMail({ mail: { cameBy, fromLine, toLine, sentAt, quoted, originalUrl } }: { mail: Mail }) {
  const isForm = cameBy === "FORM";
  return (
    <div className={classes.mail}>
      {quoted && (
        <details>
          <summary>Show quoted text</summary>
          <div className={classes.quoted} dir="auto">
            {quoted}
          </div>
        </details>
      )}
      <details>
        <summary>{isForm ? "Came by the request form" : "Came by mail"}</summary>
        <dl className={classes.mailFacts}>
          <dt>From</dt>
          <dd>
            <bdi>{fromLine || "nobody"}</bdi>
          </dd>
          {!isForm && (
            <>
              <dt>To</dt>
              <dd>
                <bdi>{toLine || "nobody"}</bdi>
              </dd>
            </>
          )}
          {sentAt && (
            <>
              <dt>Written</dt>
              <dd>
                <Moment at={sentAt} />
              </dd>
            </>
          )}
        </dl>
        <Anchor href={originalUrl} download>
          Show original
        </Anchor>
      </details>
    </div>
  );
}

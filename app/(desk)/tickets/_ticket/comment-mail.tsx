import { Anchor, Text } from "@mantine/core";
import { Moment } from "@/app/_ui/moment";
import type { ConversationFragment } from "@/graphql/client/graphql";
import classes from "./ticket.module.css";

type Mail = NonNullable<ConversationFragment["nodes"][number]["mail"]>;

const WAYS: Record<Mail["cameBy"], string> = {
  API: "Came from a program",
  FORM: "Came by the request form",
  MAIL: "Came by mail",
};

/** What a comment was as a mail or in the request form: from whom to whom it went, and the original. */
export function CommentMail({ mail: { cameBy, fromLine, toLine, sentAt, filesLeftOut, originalUrl } }: { mail: Mail }) {
  const isForm = cameBy !== "MAIL";
  return (
    <div className={classes.mail}>
      {filesLeftOut > 0 && (
        <Text size="sm">
          {filesLeftOut === 1 ? "One more file is" : `${filesLeftOut.toLocaleString("en-GB")} more files are`} in the{" "}
          <Anchor href={originalUrl} download inherit>
            original mail
          </Anchor>
          : it has more than a message takes.
        </Text>
      )}
      <details>
        <summary>{WAYS[cameBy]}</summary>
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

import { Moment } from "@/app/_ui/moment";
import type { QuarantineQuery } from "@/graphql/client/graphql";
import classes from "./quarantine.module.css";

export type WaitingMailRow = QuarantineQuery["quarantinedMails"]["nodes"][number];

const REASONS: Record<WaitingMailRow["reason"], string> = {
  AGENT: "From an agent, and no answer to a notice of theirs",
  AUTOMATIC: "Automatic, and no answer to a ticket",
  BLOCKED: "From a blocked customer",
  NO_SENDER: "Names no sender",
  UNREADABLE: "Cannot be read",
};

const WAYS: Record<WaitingMailRow["cameBy"], string> = {
  API: " · from a program",
  FORM: " · by the request form",
  MAIL: "",
};

export const nameOf = ({ subject }: Pick<WaitingMailRow, "subject">): string => subject || "(no subject)";

/** What a mail is that waits, and why it does. */
export function MailHead({ mail }: { mail: WaitingMailRow }) {
  const { reason, cameBy, fromLine, receivedAt } = mail;
  return (
    <>
      <div className={classes.head}>
        <strong className={classes.subject}>
          <bdi>{nameOf(mail)}</bdi>
        </strong>
        <span className={classes.when}>
          <Moment at={receivedAt} ago />
        </span>
      </div>
      <div className={classes.about}>
        <bdi>{fromLine || "No sender"}</bdi> · {REASONS[reason]}
        {WAYS[cameBy]}
      </div>
    </>
  );
}

import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import type { TimelineEntryFragment } from "@/graphql/client/graphql";
import { CustomerName } from "../customer-name";
import classes from "./account.module.css";
import { actionInWords, actorInWords, actorName, fieldInWords } from "./entry-words";

/** One line of the timeline: who did what, from what to what, and when. */
export function TimelineEntry({ entry }: { entry: TimelineEntryFragment }) {
  const how = actorInWords(entry);
  return (
    <li className={classes.entry} tabIndex={-1} data-entry={entry.id}>
      <p className={classes.entryHead}>
        <strong>
          <CustomerName name={actorName(entry)} isDeleted={entry.actorIsDeleted} />
        </strong>{" "}
        {actionInWords(entry)}
        {entry.importId ? (
          <>
            {" "}
            by <TextLink href={`/customers/import/${entry.importId}`}>import #{entry.importId}</TextLink>
          </>
        ) : (
          how && ` ${how}`
        )}
        <span className={classes.when}>
          <Moment at={entry.occurredAt} ago />
        </span>
      </p>
      {entry.changes.length > 0 && (
        <ul className={classes.changes}>
          {entry.changes.map((change) => (
            <li key={change.field}>
              <span className={classes.field}>{fieldInWords(change.field)}</span>{" "}
              {change.field === "ticket" && entry.ticketNumber && change.to ? (
                <TextLink href={`/tickets/${entry.ticketNumber}`}>
                  <bdi>{change.to}</bdi>
                </TextLink>
              ) : (
                <Change from={change.from} to={change.to} />
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Change({ from, to }: { from: string | null; to: string | null }) {
  if (from === null)
    return (
      <span>
        <bdi className={classes.to}>{to}</bdi>
      </span>
    );
  return (
    <span>
      <span className="look-hidden">from </span>
      <bdi className={classes.from}>{from}</bdi>
      <span aria-hidden> → </span>
      <span className="look-hidden"> to </span>
      {to === null ? <span className={classes.none}>nothing</span> : <bdi className={classes.to}>{to}</bdi>}
    </span>
  );
}

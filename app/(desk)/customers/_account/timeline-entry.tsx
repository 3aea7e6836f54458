import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import type { TimelineEntryFragment } from "@/graphql/client/graphql";
import { CustomerName } from "../customer-name";
import classes from "./account.module.css";
import { actionInWords, actorInWords, actorName, fieldInWords } from "./entry-words";
import { TakeApartButton } from "./take-apart-button";

/** One line of the timeline: who did what, from what to what, and when. */
export function TimelineEntry({ entry, canMerge }: { entry: TimelineEntryFragment; canMerge: boolean }) {
  const how = actorInWords(entry);
  const { merge, happenedTo } = entry;
  const isStanding = entry.action === "customer.merged" && merge !== null && merge.unmergedAt === null && !happenedTo;
  const leftovers = entry.action === "customer.unmerged" ? (merge?.leftovers ?? []) : [];
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
        {happenedTo && (
          <span className={classes.none}>
            on the merged record <bdi>{happenedTo.displayName}</bdi>
          </span>
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
      {leftovers.length > 0 && (
        <ul className={classes.changes} aria-label="What stayed as it was">
          <li className={classes.none}>Changed since the merge, and left as it is:</li>
          {leftovers.map(({ field, reason }) => (
            <li key={field}>
              <span className={classes.field}>{fieldInWords(field)}</span> <span>{reason}</span>
            </li>
          ))}
        </ul>
      )}
      {isStanding && canMerge && <TakeApartButton mergeId={merge.id} name={merge.mergedName} />}
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

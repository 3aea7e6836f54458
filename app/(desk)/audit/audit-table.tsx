// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { TextLink } from "@/app/_ui/links";
import listClasses from "@/app/_ui/list.module.css";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { Moment } from "@/app/_ui/moment";
import type { AuditQuery } from "@/graphql/client/graphql";
import { type AuditState, auditHref } from "./audit-state";
import { actorWords, auditWords } from "./audit-words";

type Entry = AuditQuery["auditLog"]["nodes"][number];

export function AuditTable({ entries, state }: { entries: Entry[]; state: AuditState }) {
  return (
    <ListTable
      caption="Audit"
      className={listClasses.wrapping}
      headings={
        <>
          <ListHeading label="Who" />
          <ListHeading label="What" />
          <ListHeading label="About" />
          <ListHeading label="When" />
        </>
      }
    >
      {entries.map((entry) => (
        <tr key={entry.id} role="row">
          <th role="rowheader" scope="row">
            <TextLink href={auditHref({ ...state, ...actorOf(entry), after: undefined })}>
              <bdi>{actorWords(entry)}</bdi>
            </TextLink>
          </th>
          <ListCell label="What">{auditWords(entry.action)}</ListCell>
          <ListCell label="About" column="text">
            <About entry={entry} />
          </ListCell>
          <ListCell label="When">
            <Moment at={entry.occurredAt} />
          </ListCell>
        </tr>
      ))}
    </ListTable>
  );
}

const actorOf = ({ actorKind, actorId }: Entry) => ({ actorKind, actorId: actorId ?? undefined });

function About({ entry: { subject, details, job, importId } }: { entry: Entry }) {
  return (
    <span>
      {subject && <bdi>{subject}</bdi>}
      {details.map(({ name, value }) => (
        <span key={name} style={{ display: "block", overflowWrap: "anywhere" }}>
          {name}: <bdi>{value}</bdi>
        </span>
      ))}
      {job && (
        <span style={{ display: "block" }}>
          <TextLink href={`/jobs/${job.id}`}>{resultOf(job)}</TextLink>
        </span>
      )}
      {importId && (
        <span style={{ display: "block" }}>
          <TextLink href={`/customers/import/${importId}`}>Import #{importId}</TextLink>
        </span>
      )}
    </span>
  );
}

function resultOf({ status, counts }: NonNullable<Entry["job"]>): string {
  const amount = (number: number) => number.toLocaleString("en-GB");
  if (status === "QUEUED" || status === "RUNNING") return "Going on";
  const left = counts.skipped + counts.failed;
  return `${amount(counts.done)} done${left > 0 ? `, ${amount(left)} left alone` : ""}`;
}

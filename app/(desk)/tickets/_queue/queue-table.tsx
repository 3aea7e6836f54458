// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import type { ReactNode } from "react";
import { TextLink } from "@/app/_ui/links";
import listClasses from "@/app/_ui/list.module.css";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { Moment } from "@/app/_ui/moment";
import type { TicketQueueQuery } from "@/graphql/client/graphql";
import { CustomerName } from "../../customers/customer-name";
import { PriorityWord, StatusBadge } from "../status-badge";
import classes from "./queue.module.css";
import { COLUMNS, type ColumnKey, type QueueState, queueHref } from "./queue-state";

type Ticket = TicketQueueQuery["tickets"]["nodes"][number];

/** The queue itself. */
export function QueueTable({ state, tickets }: { state: QueueState; tickets: Ticket[] }) {
  return (
    <ListTable
      caption="Tickets"
      className={classes.tickets}
      headings={COLUMNS.map((column) => <Heading key={column.key} state={state} column={column} />)}
    >
      {tickets.map((ticket) => (
        <Row key={ticket.number} ticket={ticket} />
      ))}
    </ListTable>
  );
}

function Row({ ticket }: { ticket: Ticket }) {
  const { number, subject, assignee, organisation } = ticket;
  return (
    <tr role="row">
      <Cell column="number">
        <span className={classes.number}>#{number}</span>
      </Cell>
      <th role="rowheader" scope="row" className={classes.subject}>
        <TextLink href={`/tickets/${number}`} className={listClasses.nameLink}>
          <bdi>{subject}</bdi>
        </TextLink>
      </th>
      <Cell column="status">
        <StatusBadge status={ticket.status} />
      </Cell>
      <Cell column="priority">
        <PriorityWord priority={ticket.priority} />
      </Cell>
      <Cell column="reporter">
        <CustomerName name={ticket.reporterName} isDeleted={ticket.reporterIsDeleted} />
      </Cell>
      <Cell column="assignee">
        {assignee ? <bdi>{assignee.name}</bdi> : <span className={classes.nobody}>Nobody</span>}
      </Cell>
      <Cell column="organisation">{organisation && <bdi title={organisation.name}>{organisation.name}</bdi>}</Cell>
      <Cell column="updatedAt">
        <Moment at={ticket.updatedAt} ago />
      </Cell>
    </tr>
  );
}

function Cell({ column, children }: { column: ColumnKey; children: ReactNode }) {
  return (
    <ListCell column={column} label={COLUMNS.find(({ key }) => key === column)?.label ?? column}>
      {children}
    </ListCell>
  );
}

function Heading({ state, column }: { state: QueueState; column: (typeof COLUMNS)[number] }) {
  if (!("sort" in column)) return <ListHeading column={column.key} label={column.label} />;
  const { key, label } = column;
  const sorted = state.sort.key === key ? state.sort.direction : undefined;
  // Newest and most pressing first, until the heading is clicked once more.
  const next = sorted === "DESC" ? "ASC" : "DESC";
  const sortHref = queueHref(state, { sort: { key, direction: next } });
  return <ListHeading column={key} label={label} sorted={sorted} sortHref={sortHref} />;
}

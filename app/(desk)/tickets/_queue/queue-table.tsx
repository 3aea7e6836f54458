// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import type { TicketQueueQuery } from "@/graphql/client/graphql";
import listClasses from "../../customers/_list/customer-list.module.css";
import { CustomerName } from "../../customers/customer-name";
import { PriorityWord, StatusBadge } from "../status-badge";
import classes from "./queue.module.css";
import { QueueLink } from "./queue-navigation";
import { COLUMNS, type ColumnKey, type QueueState, queueHref, type SortKey } from "./queue-state";

type Ticket = TicketQueueQuery["tickets"]["nodes"][number];

/** The queue itself: plain HTML, so that a hundred rows cost the browser no script. */
export function QueueTable({ state, tickets }: { state: QueueState; tickets: Ticket[] }) {
  return (
    <table className={clsx(listClasses.table, classes.table)} role="table">
      <caption className="look-hidden">Tickets</caption>
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map((column) => (
            <Heading key={column.key} state={state} column={column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {tickets.map((ticket) => (
          <Row key={ticket.number} ticket={ticket} />
        ))}
      </tbody>
    </table>
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
    <td
      role="cell"
      className={clsx(listClasses.cell, children === null && listClasses.emptyCell)}
      data-ticket-column={column}
    >
      <span className={listClasses.cellLabel} aria-hidden>
        {COLUMNS.find(({ key }) => key === column)?.label}
      </span>
      <span className={listClasses.cellValue}>{children}</span>
    </td>
  );
}

const SORT_WORDS = { ASC: "ascending", DESC: "descending" } as const;

function Heading({ state, column }: { state: QueueState; column: (typeof COLUMNS)[number] }) {
  const { key, label } = column;
  if (!("sort" in column)) {
    return (
      <th role="columnheader" scope="col" data-ticket-column={key}>
        {label}
      </th>
    );
  }
  const isSorted = state.sort.key === key;
  const { direction } = state.sort;
  // Newest and most pressing first, until the heading is clicked once more.
  const next = isSorted && direction === "DESC" ? "ASC" : "DESC";
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={isSorted ? SORT_WORDS[direction] : undefined}
      data-ticket-column={key}
    >
      <QueueLink
        // The columns with a sort are those that the state can name.
        href={queueHref(state, { sort: { key: key as SortKey, direction: next } })}
        className={listClasses.sort}
      >
        {label}
        {isSorted &&
          (direction === "ASC" ? <IconArrowUp size={14} aria-hidden /> : <IconArrowDown size={14} aria-hidden />)}
      </QueueLink>
    </th>
  );
}

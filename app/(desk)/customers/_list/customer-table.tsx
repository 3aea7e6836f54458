// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { InitialsAvatar } from "@/app/_ui/initials-avatar";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { CustomerName } from "../customer-name";
import { type Customer, customerCell } from "./customer-cell";
import classes from "./customer-list.module.css";
import { attributeOf, columnLabel, fixedColumn, isTicketColumn, NAME_COLUMN } from "./list-columns";
import { ListLink } from "./list-navigation";
import { type ListState, listHref } from "./list-state";
import { RestoreButton, RowMenu } from "./row-actions";
import { SelectPage, SelectRow } from "./selection";

export interface ListRights {
  canEdit: boolean;
  canDelete: boolean;
  canRestore: boolean;
}

interface CustomerTableProps {
  state: ListState;
  customers: Customer[];
  rights: ListRights;
}

/** The list itself: plain HTML, so that a hundred rows cost the browser no script. */
export function CustomerTable({ state, customers, rights }: CustomerTableProps) {
  const isDeletedList = state.list === "deleted";
  const hasSelection = isDeletedList ? rights.canRestore : rights.canDelete;
  const ids = customers.map((customer) => customer.id);
  return (
    <table className={classes.table} role="table">
      <caption className="look-hidden">{isDeletedList ? "Deleted customers" : "Customers"}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {hasSelection && (
            <th role="columnheader" scope="col" className={classes.tick}>
              <SelectPage ids={ids} />
            </th>
          )}
          <SortHeader state={state} column={NAME_COLUMN.key} label={NAME_COLUMN.label} />
          {isDeletedList && (
            <th role="columnheader" scope="col">
              Deleted
            </th>
          )}
          {state.columns.map((column) => (
            <SortHeader key={column} state={state} column={column} label={columnLabel(column)} />
          ))}
          {(!isDeletedList || rights.canRestore) && (
            <th role="columnheader" scope="col" className={classes.end}>
              <span className="look-hidden">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {customers.map((customer) => (
          <Row key={customer.id} {...{ state, customer, rights, hasSelection }} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  state: ListState;
  customer: Customer;
  rights: ListRights;
  hasSelection: boolean;
}

function Row({ state, customer, rights, hasSelection }: RowProps) {
  const { id, displayName, deletedAt } = customer;
  return (
    <tr role="row">
      {hasSelection && (
        <td role="cell" className={classes.tick}>
          <SelectRow id={id} name={displayName} />
        </td>
      )}
      <th role="rowheader" scope="row" className={classes.name}>
        <span className={classes.person}>
          <InitialsAvatar name={displayName} initials={customer.initials} size={26} />
          <TextLink href={`/customers/${id}`} className={classes.nameLink}>
            <CustomerName name={displayName} isDeleted={deletedAt !== null} />
          </TextLink>
          {customer.isBlocked && <span className={classes.blocked}>Blocked</span>}
        </span>
      </th>
      {state.list === "deleted" && <Cell label="Deleted">{deletedAt && <Moment at={deletedAt} ago />}</Cell>}
      {state.columns.map((column) => (
        <Cell key={column} label={columnLabel(column)} column={column}>
          {customerCell(customer, column)}
        </Cell>
      ))}
      {state.list === "active" && (
        <td role="cell" className={classes.end}>
          <RowMenu
            id={id}
            name={displayName}
            email={customer.email}
            canEdit={rights.canEdit}
            canDelete={rights.canDelete}
          />
        </td>
      )}
      {state.list === "deleted" && rights.canRestore && (
        <td role="cell" className={classes.end}>
          <RestoreButton id={id} name={displayName} />
        </td>
      )}
    </tr>
  );
}

function Cell({ label, column, children }: { label: string; column?: string; children: ReactNode }) {
  const isEmpty = children === null || children === undefined || children === "";
  return (
    <td role="cell" className={clsx(classes.cell, isEmpty && classes.emptyCell)} data-column={column && keyOf(column)}>
      <span className={classes.cellLabel} aria-hidden>
        {label}
      </span>
      <span className={classes.cellValue}>{children}</span>
    </td>
  );
}

const keyOf = (column: string) => (attributeOf(column) === undefined ? column : "attribute");

const SORT_WORDS = { ASC: "ascending", DESC: "descending" } as const;

function SortHeader({ state, column, label }: { state: ListState; column: string; label: string }) {
  const isSortable = column === NAME_COLUMN.key || fixedColumn(column)?.sort !== undefined;
  const isSorted = state.sort.key === column;
  const { direction } = state.sort;
  const next = isSorted ? (direction === "ASC" ? "DESC" : "ASC") : firstDirection(column);
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={isSorted ? SORT_WORDS[direction] : undefined}
      data-column={keyOf(column)}
    >
      {isSortable ? (
        <ListLink href={listHref(state, { sort: { key: column, direction: next } })} className={classes.sort}>
          {label}
          {isSorted &&
            (direction === "ASC" ? <IconArrowUp size={14} aria-hidden /> : <IconArrowDown size={14} aria-hidden />)}
        </ListLink>
      ) : (
        <span className={classes.headerText}>{label}</span>
      )}
    </th>
  );
}

/** Times are asked for newest first and tickets most first, everything else from its beginning. */
const firstDirection = (column: string) => (column.endsWith("At") || isTicketColumn(column) ? "DESC" : "ASC");

// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { InitialsAvatar } from "@/app/_ui/initials-avatar";
import { TextLink } from "@/app/_ui/links";
import listClasses from "@/app/_ui/list.module.css";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { Moment } from "@/app/_ui/moment";
import { CustomerName } from "../customer-name";
import { type Customer, customerCell } from "./customer-cell";
import classes from "./customer-list.module.css";
import { attributeOf, columnLabel, fixedColumn, isTicketColumn, NAME_COLUMN } from "./list-columns";
import { type ListState, listHref } from "./list-state";
import { RestoreButton, RowMenu } from "./row-actions";
import { SelectPage, SelectRow } from "./selection";

export interface ListRights {
  canEdit: boolean;
  canDelete: boolean;
  canRestore: boolean;
  /** Something can be done with customers that are ticked. */
  canSelect: boolean;
}

interface CustomerTableProps {
  state: ListState;
  customers: Customer[];
  rights: ListRights;
}

/** The list itself: plain HTML, so that a hundred rows cost the browser no script. */
export function CustomerTable({ state, customers, rights }: CustomerTableProps) {
  const isDeletedList = state.list === "deleted";
  const hasSelection = rights.canSelect;
  return (
    <ListTable
      caption={isDeletedList ? "Deleted customers" : "Customers"}
      className={classes.customers}
      headings={
        <>
          {hasSelection && (
            <th role="columnheader" scope="col" className={listClasses.tick}>
              <SelectPage />
            </th>
          )}
          <SortHeading state={state} column={NAME_COLUMN.key} label={NAME_COLUMN.label} />
          {isDeletedList && <ListHeading label="Deleted" />}
          {state.columns.map((column) => (
            <SortHeading key={column} state={state} column={column} label={columnLabel(column)} />
          ))}
          {(!isDeletedList || rights.canRestore) && (
            <th role="columnheader" scope="col" className={listClasses.end}>
              <span className="look-hidden">Actions</span>
            </th>
          )}
        </>
      }
    >
      {customers.map((customer) => (
        <Row key={customer.id} {...{ state, customer, rights, hasSelection }} />
      ))}
    </ListTable>
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
        <td role="cell" className={listClasses.tick}>
          <SelectRow id={id} name={displayName} />
        </td>
      )}
      <th role="rowheader" scope="row" className={classes.name}>
        <span className={classes.person}>
          <InitialsAvatar name={displayName} initials={customer.initials} size={26} />
          <TextLink href={`/customers/${id}`} className={listClasses.nameLink}>
            <CustomerName name={displayName} isDeleted={deletedAt !== null} />
          </TextLink>
          {customer.isBlocked && <span className={classes.blocked}>Blocked</span>}
        </span>
      </th>
      {state.list === "deleted" && <ListCell label="Deleted">{deletedAt && <Moment at={deletedAt} ago />}</ListCell>}
      {state.columns.map((column) => (
        <ListCell key={column} label={columnLabel(column)} column={keyOf(column)}>
          {customerCell(customer, column)}
        </ListCell>
      ))}
      {state.list === "active" && (
        <td role="cell" className={listClasses.end}>
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
        <td role="cell" className={listClasses.end}>
          <RestoreButton id={id} name={displayName} />
        </td>
      )}
    </tr>
  );
}

const keyOf = (column: string) => (attributeOf(column) === undefined ? column : "attribute");

function SortHeading({ state, column, label }: { state: ListState; column: string; label: string }) {
  const isSortable = column === NAME_COLUMN.key || fixedColumn(column)?.sort !== undefined;
  const sorted = state.sort.key === column ? state.sort.direction : undefined;
  const next = sorted ? (sorted === "ASC" ? "DESC" : "ASC") : firstDirection(column);
  const sortHref = isSortable ? listHref(state, { sort: { key: column, direction: next } }) : undefined;
  return <ListHeading column={keyOf(column)} label={label} sortHref={sortHref} sorted={sorted} />;
}

/** Times are asked for newest first and tickets most first, everything else from its beginning. */
const firstDirection = (column: string) => (column.endsWith("At") || isTicketColumn(column) ? "DESC" : "ASC");

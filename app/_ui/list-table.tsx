// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { ListSort } from "@/app/_lib/url-state";
import classes from "./list.module.css";
import { ListLink } from "./list-navigation";

interface ListTableProps {
  caption: string;
  className?: string;
  /** The cells of the heading: `ListHeading`s, and `th`s with a role of their own. */
  headings: ReactNode;
  /** `tr`s with `role="row"`. */
  children: ReactNode;
}

/** Plain HTML, so that a hundred rows cost the browser no script. On a phone each row is a card. */
export function ListTable({ caption, className, headings, children }: ListTableProps) {
  return (
    <table className={clsx(classes.table, className)} role="table">
      <caption className="look-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">{headings}</tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

interface ListHeadingProps {
  /** For the width of its column. */
  column?: string;
  label: string;
  className?: string;
  /** The list ordered by this column; without it, it cannot be. */
  sortHref?: string;
  /** How it is ordered by this column now. */
  sorted?: ListSort["direction"];
}

const SORT_WORDS = { ASC: "ascending", DESC: "descending" } as const;

export function ListHeading({ column, label, className, sortHref, sorted }: ListHeadingProps) {
  return (
    <th
      role="columnheader"
      scope="col"
      className={className}
      aria-sort={sorted && SORT_WORDS[sorted]}
      data-column={column}
    >
      {sortHref ? (
        <ListLink href={sortHref} className={classes.sort}>
          {label}
          {sorted === "ASC" && <IconArrowUp size={14} aria-hidden />}
          {sorted === "DESC" && <IconArrowDown size={14} aria-hidden />}
        </ListLink>
      ) : (
        label
      )}
    </th>
  );
}

/** A value under its heading; on a phone, where there are none, its label stands beside it. */
export function ListCell({ label, column, children }: { label: string; column?: string; children: ReactNode }) {
  const isEmpty = children === null || children === undefined || children === false || children === "";
  return (
    <td role="cell" className={clsx(classes.cell, isEmpty && classes.emptyCell)} data-column={column}>
      <span className={classes.cellLabel} aria-hidden>
        {label}
      </span>
      <span className={classes.cellValue}>{children}</span>
    </td>
  );
}

import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./list.module.css";
import { PendingArea } from "./list-navigation";
import { RowKeys } from "./row-keys";

/** Search, filters and the total, in one line above a list. */
export function ListToolbar({ total, children }: { total: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.toolbar}>
      {children}
      <p className={classes.total} role="status">
        {total}
      </p>
    </div>
  );
}

interface ListAreaProps {
  /** Where the keyboard goes on when the row it stood on has left the list. */
  id?: string;
  /** Name of the list for screen readers. */
  label: string;
  pager: ReactNode;
  children: ReactNode;
}

/** The list itself with its pager below. */
export function ListArea({ id, label, pager, children }: ListAreaProps) {
  return (
    <PendingArea>
      <RowKeys />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus can be scrolled with the arrow keys. */}
      <section id={id} className={classes.scroller} tabIndex={0} aria-label={label} data-list>
        {children}
      </section>
      {pager}
    </PendingArea>
  );
}

interface EmptyListProps {
  title: ReactNode;
  /** Why there is nothing to see. */
  children: ReactNode;
  /** What to do about it. */
  actions?: ReactNode;
}

export function EmptyList({ title, children, actions }: EmptyListProps) {
  return (
    <div className={classes.empty}>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw="34rem">
        {children}
      </Text>
      {actions && <div className={classes.emptyActions}>{actions}</div>}
    </div>
  );
}

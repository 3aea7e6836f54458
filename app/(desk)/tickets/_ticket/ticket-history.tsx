"use client";

import { Button, Text } from "@mantine/core";
import { Moment } from "@/app/_ui/moment";
import { Panel } from "@/app/_ui/panel";
import { useOlder } from "@/app/_ui/use-older";
import type { TicketHistoryFragment } from "@/graphql/client/graphql";
import { CustomerName } from "../../customers/customer-name";
import { olderHistory } from "../actions";
import classes from "./ticket.module.css";

const FIELDS: Record<string, string> = {
  status: "Status",
  priority: "Priority",
  assignee: "Assignee",
  reporter: "Reporter",
  subject: "Subject",
  tags: "Tags",
};

/** Who changed what from what to what, newest first. */
export function TicketHistory({ number, history }: { number: number; history: TicketHistoryFragment }) {
  const { hasNextPage, endCursor } = history.pageInfo;
  const { items, hasMore, isLoading, showOlder } = useOlder(hasNextPage ? endCursor : null, (cursor) =>
    olderHistory(number, cursor),
  );
  return (
    <Panel title="History">
      {history.nodes.length === 0 && <Text c="dimmed">Nothing has been changed yet.</Text>}
      <ul className={classes.history}>
        {[...history.nodes, ...items].map((change) => (
          <li key={change.id} tabIndex={-1} data-older={change.id}>
            <p className={classes.historyHead}>
              <strong>
                <CustomerName name={change.actorName || "Somebody"} isDeleted={change.actorIsDeleted} />
              </strong>{" "}
              {change.changes.length === 0 ? "made this ticket" : "changed"}
              {change.actorKind === "token" && " over the API"}
              <span className={classes.when}>
                <Moment at={change.occurredAt} ago />
              </span>
            </p>
            {change.changes.map(({ field, from, to }) => (
              <p key={field} className={classes.historyChange}>
                {FIELDS[field] ?? field}: <bdi className={classes.from}>{from ?? "nothing"}</bdi>
                <span aria-hidden> → </span>
                <span className="look-hidden"> to </span>
                <bdi>{to ?? "nothing"}</bdi>
              </p>
            ))}
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="default" size="xs" mt="sm" loading={isLoading} onClick={showOlder}>
          Show older
        </Button>
      )}
    </Panel>
  );
}

"use client";

import { Button, Text } from "@mantine/core";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { Panel } from "@/app/_ui/panel";
import { Tally } from "@/app/_ui/tally";
import { useOlder } from "@/app/_ui/use-older";
import type { AccountTicketsFragment } from "@/graphql/client/graphql";
import { StatusBadge } from "../../tickets/status-badge";
import { olderTickets } from "../actions";
import classes from "./account.module.css";

interface CustomerTicketsProps {
  customerId: string;
  tickets: AccountTicketsFragment;
}

/** All tickets that the customer reported, newest first, and how many there are of each status. */
export function CustomerTickets({ customerId, tickets: { tickets, ticketCounts } }: CustomerTicketsProps) {
  const { hasNextPage, endCursor } = tickets.pageInfo;
  const { items, hasMore, isLoading, showOlder } = useOlder(hasNextPage ? endCursor : null, (cursor) =>
    olderTickets(customerId, cursor),
  );
  if (tickets.nodes.length === 0) {
    return (
      <Panel title="Tickets">
        <Text c="dimmed">They have not asked anything yet.</Text>
      </Panel>
    );
  }
  return (
    <Panel title="Tickets">
      <Tally
        items={[
          { label: "New", value: ticketCounts.new, tone: "blue" },
          { label: "Open", value: ticketCounts.open, tone: "orange" },
          { label: "Pending", value: ticketCounts.pending },
          { label: "On hold", value: ticketCounts.onHold },
          { label: "Closed", value: ticketCounts.closed },
        ]}
      />
      <ul className={classes.tickets}>
        {[...tickets.nodes, ...items].map(({ id, number, subject, status, createdAt }) => (
          <li key={id} tabIndex={-1} data-older={id}>
            <StatusBadge status={status} />
            <span className={classes.ticketSubject}>
              <TextLink href={`/tickets/${number}`}>
                #{number} <bdi>{subject}</bdi>
              </TextLink>
            </span>
            <span className={classes.when}>
              <Moment at={createdAt} ago />
            </span>
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

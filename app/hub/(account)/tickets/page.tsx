import { Group, Text } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { HUB } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import { graphql } from "@/graphql/client";
import type { MyTicketsQuery } from "@/graphql/client/graphql";
import { HubStatus } from "./hub-status";
import classes from "./tickets.module.css";

export const metadata: Metadata = { title: "Your requests" };

const MY_TICKETS = graphql(`
  query MyTickets($after: String) {
    hubTickets(first: 20, after: $after) {
      nodes {
        number
        subject
        status
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface TicketsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function MyTicketsPage({ searchParams }: TicketsPageProps) {
  const { after } = await searchParams;
  const place = typeof after === "string" && after ? after : null;
  const { hubTickets } = await run(MY_TICKETS, { after: place }, HUB);
  const { nodes, pageInfo } = hubTickets;
  return (
    <>
      <PageHeader title="Your requests" actions={<ButtonLink href="/hub/tickets/new">New request</ButtonLink>} />
      {nodes.length === 0 ? (
        <Text c="dimmed">
          {place
            ? "There are no older ones."
            : "You have no requests yet. Open one here, or write to the support department: it will be listed here."}
        </Text>
      ) : (
        <ol className={classes.list}>
          {nodes.map((ticket) => (
            <TicketLine key={ticket.number} ticket={ticket} />
          ))}
        </ol>
      )}
      {(place || pageInfo.hasNextPage) && (
        <nav aria-label="Pages of your requests">
          <Group justify="space-between" mt="md">
            {place ? <TextLink href="/hub/tickets">Newest requests</TextLink> : <span />}
            {pageInfo.hasNextPage && (
              <TextLink href={`/hub/tickets?after=${encodeURIComponent(pageInfo.endCursor ?? "")}`}>
                Older requests
              </TextLink>
            )}
          </Group>
        </nav>
      )}
    </>
  );
}

function TicketLine({ ticket }: { ticket: MyTicketsQuery["hubTickets"]["nodes"][number] }) {
  return (
    <li className={classes.line}>
      <Link href={`/hub/tickets/${ticket.number}`} prefetch={false} className={classes.link}>
        <span className={classes.subject} dir="auto">
          {ticket.subject}
        </span>
      </Link>
      <span className={classes.facts}>
        <HubStatus status={ticket.status} />
        <span>
          #{ticket.number} · <Moment at={ticket.createdAt} day />
        </span>
      </span>
    </li>
  );
}

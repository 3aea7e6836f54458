import { Group, Text } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { HUB } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { addressOf, idIn, type SearchParams } from "@/app/_lib/url-state";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import { PersonName } from "@/app/_ui/person-name";
import { graphql } from "@/graphql/client";
import type { MyTicketsQuery } from "@/graphql/client/graphql";
import { HubStatus } from "./hub-status";
import classes from "./tickets.module.css";

export const metadata: Metadata = { title: "Your requests" };

const MY_TICKETS = graphql(`
  query MyTickets($after: String, $organisationId: ID) {
    hubOrganisations {
      id
      name
    }
    hubTickets(first: 20, after: $after, organisationId: $organisationId) {
      nodes {
        number
        subject
        status
        createdAt
        isMine
        reporterName
        isReporterDeleted
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export default async function MyTicketsPage({ searchParams }: { searchParams: SearchParams }) {
  const address = await addressOf(searchParams);
  const place = address.get("after") || null;
  const organisationId = idIn(address.get("organisation"));
  const { hubTickets, hubOrganisations } = await run(MY_TICKETS, { after: place, organisationId }, HUB);
  const { nodes, pageInfo } = hubTickets;
  return (
    <>
      <PageHeader title="Your requests" actions={<ButtonLink href="/hub/tickets/new">New request</ButtonLink>} />
      {hubOrganisations.length > 0 && <Lists current={organisationId} organisations={hubOrganisations} />}
      {nodes.length === 0 ? (
        <Text c="dimmed">
          {place
            ? "There are no older ones."
            : organisationId
              ? "Nothing has been asked for it yet."
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
            {place ? <TextLink href={listHref(organisationId)}>Newest requests</TextLink> : <span />}
            {pageInfo.hasNextPage && (
              <TextLink href={listHref(organisationId, pageInfo.endCursor ?? "")}>Older requests</TextLink>
            )}
          </Group>
        </nav>
      )}
    </>
  );
}

function listHref(organisationId?: string, after?: string): string {
  const says = Object.entries({ organisation: organisationId, after }).filter(([, value]) => value);
  return says.length === 0 ? "/hub/tickets" : `/hub/tickets?${new URLSearchParams(says as [string, string][])}`;
}

interface ListsProps {
  current: string | undefined;
  organisations: MyTicketsQuery["hubOrganisations"];
}

/** The customer's own list, and one for each organisation that they have a grant for. */
function Lists({ current, organisations }: ListsProps) {
  const tabs = [{ id: undefined, name: "My own" }, ...organisations].map(({ id, name }) => ({
    href: listHref(id),
    label: <bdi>{name}</bdi>,
    isCurrent: id === current,
  }));
  return <LinkTabs label="Whose requests" tabs={tabs} />;
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
        {!ticket.isMine && (
          <span>
            From <PersonName name={ticket.reporterName} isDeleted={ticket.isReporterDeleted} />
          </span>
        )}
      </span>
    </li>
  );
}

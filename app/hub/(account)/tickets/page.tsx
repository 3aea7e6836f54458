import { Text } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { HUB } from "@/app/_lib/hub-session";
import { pageOrStart } from "@/app/_lib/list-page";
import { run } from "@/app/_lib/query";
import { addressOf, type SearchParams, totalInWords } from "@/app/_lib/url-state";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { ButtonLink } from "@/app/_ui/links";
import { ListButton, PendingArea } from "@/app/_ui/list-navigation";
import { Moment } from "@/app/_ui/moment";
import { NothingFound } from "@/app/_ui/nothing-found";
import { PageHeader } from "@/app/_ui/page-header";
import { PersonName } from "@/app/_ui/person-name";
import { graphql } from "@/graphql/client";
import type { MyTicketsQuery } from "@/graphql/client/graphql";
import { HubStatus } from "./hub-status";
import { HubListControls, HubListNavigation } from "./list-controls";
import { type HubListState, hubListHref, readHubList } from "./list-state";
import classes from "./tickets.module.css";

export const metadata: Metadata = { title: "Your requests" };

const MY_TICKETS = graphql(`
  query MyTickets($after: String, $status: TicketStatus, $organisationId: ID, $query: String) {
    hubOrganisations {
      id
      name
    }
    hubTickets(first: 25, after: $after, status: $status, organisationId: $organisationId, query: $query) {
      totalCount
      totalCountIsExact
      nodes {
        number
        subject
        status
        createdAt
        isMine
        reporterName
        isReporterDeleted
        organisationName
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
    }
  }
`);

export default async function MyTicketsPage({ searchParams }: { searchParams: SearchParams }) {
  const state = readHubList(await addressOf(searchParams));
  const { hubTickets, hubOrganisations } = await pageOf(state);
  const { nodes, pageInfo } = hubTickets;
  const isNarrowed = Boolean(state.search.trim() || state.status);
  return (
    <HubListNavigation state={state}>
      <PageHeader title="Your requests" actions={<ButtonLink href="/hub/tickets/new">New request</ButtonLink>} />
      {hubOrganisations.length > 0 && <Lists state={state} organisations={hubOrganisations} />}
      {(nodes.length > 0 || isNarrowed) && <HubListControls />}
      <p className="look-hidden" role="status">
        {totalInWords(hubTickets, "request", "requests")}
      </p>
      <PendingArea>
        {nodes.length === 0 ? (
          <Nothing state={state} isNarrowed={isNarrowed} />
        ) : (
          <ol className={classes.list} data-list tabIndex={-1}>
            {nodes.map((ticket) => (
              <TicketLine key={ticket.number} ticket={ticket} />
            ))}
          </ol>
        )}
        {(state.after || pageInfo.hasNextPage) && (
          <nav aria-label="Pages of your requests" className={classes.pages}>
            <ListButton href={state.after ? hubListHref(state) : undefined}>Newest requests</ListButton>
            <ListButton
              href={pageInfo.hasNextPage ? hubListHref(state, { after: pageInfo.endCursor ?? "" }) : undefined}
            >
              Older requests
            </ListButton>
          </nav>
        )}
      </PendingArea>
    </HubListNavigation>
  );
}

async function pageOf(state: HubListState): Promise<MyTicketsQuery> {
  const { after, status, organisationId, search } = state;
  const query = search.trim() || undefined;
  return pageOrStart(
    state,
    hubListHref(state),
    () => run(MY_TICKETS, { after, status, organisationId, query }, HUB),
    (answer) => answer.hubTickets,
  );
}

/** The customer's own list, and one for each organisation that they have been granted. */
function Lists({ state, organisations }: { state: HubListState; organisations: MyTicketsQuery["hubOrganisations"] }) {
  const tabs = [{ id: undefined, name: "My own" }, ...organisations].map(({ id, name }) => ({
    href: hubListHref({ search: "", size: 25, organisationId: id }),
    label: <bdi>{name}</bdi>,
    isCurrent: id === state.organisationId,
  }));
  return <LinkTabs label="Whose requests" tabs={tabs} />;
}

function Nothing({ state, isNarrowed }: { state: HubListState; isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <NothingFound
        title="No request found"
        words={state.search.trim()}
        searched="Subjects and numbers were searched."
        filters={state.status ? 1 : 0}
        withoutWords={hubListHref(state, { search: "" })}
        withoutFilters={hubListHref(state, { status: undefined })}
      />
    );
  return (
    <Text c="dimmed">
      {state.organisationId
        ? "There are no requests for this organisation yet."
        : "You have no requests yet. Open one here, or write to the support department: it will be listed here."}
    </Text>
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
        {!ticket.isMine && (
          <span>
            From <PersonName name={ticket.reporterName} isDeleted={ticket.isReporterDeleted} />
          </span>
        )}
        {ticket.isMine && ticket.organisationName && <bdi>For {ticket.organisationName}</bdi>}
      </span>
    </li>
  );
}

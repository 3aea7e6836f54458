import { IconPlus } from "@tabler/icons-react";
import type { Metadata } from "next";
import { pageOrStart } from "@/app/_lib/list-page";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { addressOf, pageVariables, type SearchParams, totalInWords } from "@/app/_lib/url-state";
import { viewer } from "@/app/_lib/viewer";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { ButtonLink } from "@/app/_ui/links";
import { ListArea, ListToolbar } from "@/app/_ui/list-area";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { SearchField } from "@/app/_ui/search-field";
import type { TicketQueueQuery } from "@/graphql/client/graphql";
import { EmptyQueue } from "./_queue/empty-queue";
import { TICKET_QUEUE } from "./_queue/queue.document";
import { QueueChips } from "./_queue/queue-chips";
import { QueueFilters } from "./_queue/queue-filters";
import { QueueNavigation } from "./_queue/queue-navigation";
import { type QueueState, queueHref, readQueueState, ticketFilterOf, ticketSortOf, VIEWS } from "./_queue/queue-state";
import { QueueTable } from "./_queue/queue-table";

export const metadata: Metadata = { title: "Tickets" };

/** The queue. */
export default async function TicketsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("ticket.view");
  const { permissions } = await viewer();
  const state = readQueueState(await addressOf(searchParams));
  const answer = await pageOf(state, permissions);
  const { nodes, pageInfo } = answer.tickets;
  const hrefOf = (changes: Partial<QueueState>) => queueHref(state, changes);
  const canCreate = permissions.includes("ticket.create");
  return (
    <QueueNavigation state={state} records={nodes.map(({ number }) => `/tickets/${number}`)}>
      <PageHeader
        title="Tickets"
        actions={
          <>
            {answer.quarantinedMailCount > 0 && (
              <ButtonLink href="/tickets/quarantine" variant="default">
                Quarantine ({answer.quarantinedMailCount})
              </ButtonLink>
            )}
            {canCreate && (
              <ButtonLink href="/tickets/new" leftSection={<IconPlus size={16} aria-hidden />}>
                New ticket
              </ButtonLink>
            )}
          </>
        }
      />
      <LinkTabs
        label="Views of the queue"
        keepsScroll
        tabs={VIEWS.map((view) => ({
          href: queueHref(state, { view }),
          label: view.label,
          isCurrent: view === state.view,
        }))}
      />
      <ListToolbar total={totalInWords(answer.tickets, "ticket", "tickets")}>
        <SearchField label="Search tickets" placeholder="Search number, subject, reporter" />
        <QueueFilters agents={answer.agents} organisation={answer.organisation} />
      </ListToolbar>
      <QueueChips state={state} names={answer} />
      <ListArea
        label="List of tickets"
        pager={
          nodes.length > 0 && <Pager label="Pages of the queue" size={state.size} pageInfo={pageInfo} hrefOf={hrefOf} />
        }
      >
        {nodes.length > 0 ? (
          <QueueTable state={state} tickets={nodes} />
        ) : (
          <EmptyQueue state={state} canCreate={canCreate} />
        )}
      </ListArea>
    </QueueNavigation>
  );
}

async function pageOf(state: QueueState, permissions: readonly string[]): Promise<TicketQueueQuery> {
  const { organisationId, reporterId } = state;
  const seesCustomers = permissions.includes("customer.view");
  const ask = () =>
    query(TICKET_QUEUE, {
      ...pageVariables(state),
      filter: ticketFilterOf(state),
      sort: ticketSortOf(state),
      organisationId: organisationId ?? "0",
      withOrganisation: organisationId !== undefined && seesCustomers,
      reporterId: reporterId ?? "0",
      withReporter: reporterId !== undefined && seesCustomers,
    });
  return pageOrStart(state, queueHref(state), ask, (answer) => answer.tickets);
}

import { IconPlus } from "@tabler/icons-react";
import type { Metadata } from "next";
import { redirect, unstable_rethrow } from "next/navigation";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { ButtonLink } from "@/app/_ui/links";
import { PageHeader } from "@/app/_ui/page-header";
import type { TicketQueueQuery } from "@/graphql/client/graphql";
import listClasses from "../customers/_list/customer-list.module.css";
import { EmptyQueue } from "./_queue/empty-queue";
import { TICKET_QUEUE } from "./_queue/queue.document";
import { QueueChips } from "./_queue/queue-chips";
import { QueueFilters } from "./_queue/queue-filters";
import { PendingQueue, QueueNavigationProvider } from "./_queue/queue-navigation";
import { QueuePager } from "./_queue/queue-pager";
import { QueueSearch } from "./_queue/queue-search";
import { type QueueState, queueHref, readQueueState, ticketFilterOf, ticketSortOf, VIEWS } from "./_queue/queue-state";
import { QueueTable } from "./_queue/queue-table";

export const metadata: Metadata = { title: "Tickets" };

interface TicketsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The queue. */
export default async function TicketsPage({ searchParams }: TicketsPageProps) {
  await requirePermission("ticket.view");
  const { permissions } = await viewer();
  const state = readQueueState(addressOf(await searchParams));
  const answer = await pageOf(state, permissions);
  const { nodes, pageInfo } = answer.tickets;
  const canCreate = permissions.includes("ticket.create");
  return (
    <QueueNavigationProvider>
      <PageHeader
        title="Tickets"
        actions={
          canCreate && (
            <ButtonLink href="/tickets/new" leftSection={<IconPlus size={16} aria-hidden />}>
              New ticket
            </ButtonLink>
          )
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
      <div className={listClasses.toolbar}>
        <QueueSearch state={state} />
        <QueueFilters state={state} agents={answer.agents} organisation={answer.organisation} />
        <p className={listClasses.total} role="status">
          {totalInWords(answer.tickets)}
        </p>
      </div>
      <QueueChips state={state} names={answer} />
      <PendingQueue>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus can be scrolled with the arrow keys. */}
        <section className={listClasses.scroller} tabIndex={0} aria-label="List of tickets">
          {nodes.length > 0 ? (
            <QueueTable state={state} tickets={nodes} />
          ) : (
            <EmptyQueue state={state} canCreate={canCreate} />
          )}
        </section>
        {nodes.length > 0 && <QueuePager state={state} pageInfo={pageInfo} />}
      </PendingQueue>
    </QueueNavigationProvider>
  );
}

async function pageOf(state: QueueState, permissions: readonly string[]): Promise<TicketQueueQuery> {
  const { after, before, size, organisationId, reporterId } = state;
  const seesCustomers = permissions.includes("customer.view");
  let answer: TicketQueueQuery;
  try {
    answer = await query(TICKET_QUEUE, {
      ...(before ? { last: size, before } : { first: size, after }),
      query: state.search.trim() || undefined,
      filter: ticketFilterOf(state),
      sort: ticketSortOf(state),
      organisationId: organisationId ?? "0",
      withOrganisation: organisationId !== undefined && seesCustomers,
      reporterId: reporterId ?? "0",
      withReporter: reporterId !== undefined && seesCustomers,
    });
  } catch (error) {
    unstable_rethrow(error);
    // A place from another order, or one that somebody mistyped: the queue begins anew rather than fail.
    if (after || before) redirect(queueHref(state));
    throw error;
  }
  // The place has emptied since, or walking back came to a first page shorter than a page: begin at the beginning.
  const { nodes, pageInfo } = answer.tickets;
  const isLost = nodes.length === 0 || (before && !pageInfo.hasPreviousPage && nodes.length < size);
  if ((after || before) && isLost) redirect(queueHref(state));
  return answer;
}

function addressOf(params: Awaited<TicketsPageProps["searchParams"]>): URLSearchParams {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) for (const one of [value ?? []].flat()) address.append(name, one);
  return address;
}

function totalInWords({ totalCount, totalCountIsExact }: TicketQueueQuery["tickets"]): string {
  const count = totalCount.toLocaleString("en-GB");
  if (!totalCountIsExact) return `More than ${count} tickets`;
  return `${count} ${totalCount === 1 ? "ticket" : "tickets"}`;
}

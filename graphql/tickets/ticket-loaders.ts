import DataLoader from "dataloader";
import type { Ctx } from "@/server/ctx";
import { type CommentMailRow, mailsOfComments } from "@/server/mail/incoming/quarantine";
import type { Page, PageOf } from "@/server/page-of-each";
import { type AttachmentRow, attachmentsOf } from "@/server/tickets/attachments";
import { type StatusCounts, ticketCountsOf } from "@/server/tickets/count-tickets";
import type { TicketStatus } from "@/server/tickets/ticket.entity";
import {
  type AssignableAgent,
  agentsWithIds,
  type ChangeRow,
  type CommentRow,
  listChanges,
  listComments,
  listTicketsFor,
  listTicketsOf,
  tagsOf,
} from "@/server/tickets/ticket-parts";
import type { TicketRow } from "@/server/tickets/ticket-row";
import { type Colleague, colleaguesOn } from "@/server/tickets/watch-ticket";

/** What hangs on tickets, and the tickets that hang on customers, each fetched once for all that are asked for. */
export interface TicketLoaders {
  tags: DataLoader<number, string[]>;
  agents: DataLoader<number, AssignableAgent | undefined>;
  counts: DataLoader<number, StatusCounts | undefined>;
  attachments: DataLoader<number, AttachmentRow[]>;
  commentMails: DataLoader<number, CommentMailRow | undefined>;
  colleagues: DataLoader<number, Colleague[]>;
  /** A loader for each kind of page, since aliases may ask for several. */
  comments(page: PageOf): DataLoader<number, Page<CommentRow>>;
  changes(page: PageOf): DataLoader<number, Page<ChangeRow>>;
  ofCustomer(page: PageOf & { status?: TicketStatus }): DataLoader<number, Page<TicketRow>>;
  ofOrganisation(page: PageOf & { status?: TicketStatus }): DataLoader<number, Page<TicketRow>>;
}

export function createTicketLoaders(ctx: Ctx): TicketLoaders {
  return {
    tags: new DataLoader(async (ids) => {
      const tags = await tagsOf(ctx, ids);
      return ids.map((id) => tags.get(id) ?? []);
    }),
    agents: new DataLoader(async (ids) => {
      const byId = new Map((await agentsWithIds(ctx, ids)).map((agent) => [agent.id, agent]));
      return ids.map((id) => byId.get(id));
    }),
    counts: new DataLoader(async (ids) => {
      const counts = await ticketCountsOf(ctx, ids);
      return ids.map((id) => counts.get(id));
    }),
    commentMails: new DataLoader(async (ids) => {
      const found = await mailsOfComments(ctx, ids);
      return ids.map((id) => found.get(id));
    }),
    attachments: new DataLoader(async (ids) => {
      const found = await attachmentsOf(ctx, ids);
      return ids.map((id) => found.get(id) ?? []);
    }),
    colleagues: new DataLoader(async (ids) => {
      const found = await colleaguesOn(ctx, ids);
      return ids.map((id) => found.get(id) ?? []);
    }),
    comments: pageLoaders((page: PageOf, ticketIds) => listComments(ctx, { ticketIds, ...page })),
    changes: pageLoaders((page: PageOf, ticketIds) => listChanges(ctx, { ticketIds, ...page })),
    ofCustomer: pageLoaders((page: PageOf & { status?: TicketStatus }, customerIds) =>
      listTicketsOf(ctx, { customerIds, ...page }),
    ),
    ofOrganisation: pageLoaders((page: PageOf & { status?: TicketStatus }, organisationIds) =>
      listTicketsFor(ctx, { organisationIds, ...page }),
    ),
  };
}

export function pageLoaders<P, Row>(
  list: (page: P, ownerIds: readonly number[]) => Promise<Map<number, Page<Row>>>,
): (page: P) => DataLoader<number, Page<Row>> {
  const loaders = new Map<string, DataLoader<number, Page<Row>>>();
  return (page) => {
    const key = JSON.stringify(page);
    const loader =
      loaders.get(key) ??
      new DataLoader(async (ownerIds: readonly number[]) => {
        const pages = await list(page, ownerIds);
        return ownerIds.map((id) => pages.get(id) ?? { rows: [], hasMore: false });
      });
    loaders.set(key, loader);
    return loader;
  };
}

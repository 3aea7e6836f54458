import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { mapPages, type Page, type PageOf, pageOfEach } from "@/server/page-of-each";
import { allow } from "@/server/permissions";
import type { TicketStatus } from "./ticket.entity";
import type { BodyFormat, CommentAuthor } from "./ticket-comment.entity";
import { type RawTicket, TICKET_COLUMNS, type TicketRow, ticketOf } from "./ticket-row";
import { visibleTickets } from "./visible-tickets";
import { WORKS_ON_TICKETS } from "./working-agents";

export interface CommentRow {
  id: number;
  ticketId: number;
  authorKind: CommentAuthor;
  authorId: number | null;
  authorName: string;
  body: string;
  bodyFormat: BodyFormat;
  isInternal: boolean;
  /** Database time, UTC. */
  createdAt: string;
}

interface RawComment {
  id: number;
  ticket_id: number;
  author_kind: CommentAuthor;
  author_id: number | null;
  author_name: string;
  body: string;
  body_format: BodyFormat;
  is_internal: number;
  created_at: string;
}

/** The conversations of tickets, oldest first. */
export async function listComments(
  ctx: Ctx,
  { ticketIds, ...page }: { ticketIds: readonly number[] } & PageOf,
): Promise<Map<number, Page<CommentRow>>> {
  const visible = visibleTickets(ctx);
  const from = `k.* FROM ticket_comments k JOIN tickets t ON t.id = k.ticket_id WHERE k.ticket_id = ? AND ${visible.sql}`;
  const pages = await pageOfEach<RawComment>(
    ctx,
    ticketIds,
    { from, parameters: visible.parameters, id: "k.id" },
    page,
  );
  return mapPages(pages, (raw) => ({
    id: raw.id,
    ticketId: raw.ticket_id,
    authorKind: raw.author_kind,
    authorId: raw.author_id,
    authorName: raw.author_name,
    body: raw.body,
    bodyFormat: raw.body_format,
    isInternal: raw.is_internal === 1,
    createdAt: raw.created_at,
  }));
}

export interface ChangeRow {
  id: number;
  ticketId: number;
  /** Database time, UTC. */
  occurredAt: string;
  actorKind: string;
  actorId: number | null;
  actorName: string;
  /** Empty for the making of the ticket. */
  changes: FieldChange[];
}

interface RawChange {
  id: number;
  ticket_id: number;
  occurred_at: string;
  actor_kind: string;
  actor_id: number | null;
  actor_name: string;
  changes: string;
}

/** The histories of tickets, newest first. */
export async function listChanges(
  ctx: Ctx,
  { ticketIds, ...page }: { ticketIds: readonly number[] } & PageOf,
): Promise<Map<number, Page<ChangeRow>>> {
  const visible = visibleTickets(ctx);
  const from = `h.* FROM ticket_changes h JOIN tickets t ON t.id = h.ticket_id WHERE h.ticket_id = ? AND ${visible.sql}`;
  const walk = { from, parameters: visible.parameters, id: "h.id", isNewestFirst: true };
  return mapPages(await pageOfEach<RawChange>(ctx, ticketIds, walk, page), changeOf);
}

/** The last line of a ticket's history, for a verb that holds the ticket. */
export async function lastChangeOf(tx: Ctx, ticketId: number): Promise<ChangeRow | undefined> {
  const [raw]: RawChange[] = await tx.db.query(
    "SELECT * FROM ticket_changes WHERE ticket_id = ? ORDER BY id DESC LIMIT 1",
    [ticketId],
  );
  return raw && changeOf(raw);
}

const changeOf = (raw: RawChange): ChangeRow => ({
  id: raw.id,
  ticketId: raw.ticket_id,
  occurredAt: raw.occurred_at,
  actorKind: raw.actor_kind,
  actorId: raw.actor_id,
  actorName: raw.actor_name,
  changes: JSON.parse(raw.changes) as FieldChange[],
});

type PageOfTickets = PageOf & { status?: TicketStatus };

/** The tickets that customers reported, newest first. */
export const listTicketsOf = (ctx: Ctx, { customerIds, ...page }: PageOfTickets & { customerIds: readonly number[] }) =>
  ticketsOfEach(ctx, "reporter_id", customerIds, page);

/** The tickets that were opened for organisations, newest first. */
export const listTicketsFor = (
  ctx: Ctx,
  { organisationIds, ...page }: PageOfTickets & { organisationIds: readonly number[] },
) => ticketsOfEach(ctx, "organisation_id", organisationIds, page);

async function ticketsOfEach(
  ctx: Ctx,
  column: "reporter_id" | "organisation_id",
  ownerIds: readonly number[],
  { status, ...page }: PageOfTickets,
): Promise<Map<number, Page<TicketRow>>> {
  const visible = visibleTickets(ctx);
  const from = `${TICKET_COLUMNS} FROM tickets t WHERE t.${column} = ? ${status ? "AND t.status = ?" : ""} AND ${visible.sql}`;
  const parameters = status ? [status, ...visible.parameters] : visible.parameters;
  const walk = { from, parameters, id: "t.id", isNewestFirst: true };
  return mapPages(await pageOfEach<RawTicket>(ctx, ownerIds, walk, page), ticketOf);
}

/** The tags of tickets that were read before, each list in the order of the alphabet. */
export async function tagsOf(ctx: Ctx, ticketIds: readonly number[]): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>(ticketIds.map((id) => [id, []]));
  if (ticketIds.length === 0) return found;
  const rows: { ticket_id: number; tag: string }[] = await ctx.db.query(
    `SELECT ticket_id, tag FROM ticket_tags WHERE ticket_id IN ${placeholders(ticketIds.length)} ORDER BY ticket_id, tag_key`,
    [...ticketIds],
  );
  for (const row of rows) found.get(row.ticket_id)?.push(row.tag);
  return found;
}

export interface AssignableAgent {
  id: number;
  name: string;
  isActive: boolean;
}

/** The agents who can be given a ticket, by name. */
export async function listAssignableAgents(ctx: Ctx): Promise<AssignableAgent[]> {
  allow(ctx.actor, "ticket.view");
  const agents = await agentsWhere(ctx, WORKS_ON_TICKETS.sql, WORKS_ON_TICKETS.parameters);
  return agents.sort((a, b) => a.name.localeCompare(b.name, "en") || a.id - b.id);
}

/** Names by id, those who left included. */
export async function agentNames(ctx: Ctx, ids: readonly (number | null)[]): Promise<Map<number, string>> {
  return new Map((await agentsWithIds(ctx, ids)).map((agent) => [agent.id, agent.name]));
}

/** The agents with these ids, those who left included, for whoever sees a ticket that they have. */
export async function agentsWithIds(ctx: Ctx, ids: readonly (number | null)[]): Promise<AssignableAgent[]> {
  const given = [...new Set(ids.filter((id) => id !== null))];
  return given.length === 0 ? [] : agentsWhere(ctx, `id IN ${placeholders(given.length)}`, given);
}

async function agentsWhere(ctx: Ctx, condition: string, parameters: readonly unknown[]): Promise<AssignableAgent[]> {
  const rows: { id: number; name: string; is_active: number }[] = await ctx.db.query(
    `SELECT id, name, is_active FROM agents WHERE ${condition}`,
    [...parameters],
  );
  return rows.map((row) => ({ id: row.id, name: row.name, isActive: row.is_active === 1 }));
}

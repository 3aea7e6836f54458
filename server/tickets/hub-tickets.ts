import type { Ctx } from "@/server/ctx";
import { formerIdsOf } from "@/server/customers/merging/signposts";
import { placeholders } from "@/server/db";
import { notFound } from "@/server/errors";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import type { Page, PageOf } from "@/server/page-of-each";
import { countTicketMatches } from "./count-matches";
import type { TicketStatus } from "./ticket.entity";
import { type BodyFormat, CommentAuthor } from "./ticket-comment.entity";
import type { TicketView } from "./ticket-view";
import { findTicketPlaces } from "./ticket-walk";
import { interactInHub, isGrantedInHub, visibleInHub } from "./visible-tickets";

/** A ticket as the customer sees it: nothing that is the agents' own. */
export interface HubTicketRow {
  id: number;
  subject: string;
  status: TicketStatus;
  /** Whom it was opened for beside its reporter; whoever has a grant for it sees the ticket. */
  organisationId: number | null;
  organisationName: string | null;
  /** Never an address or a number of somebody else. */
  reporterName: string;
  isReporterDeleted: boolean;
  isMine: boolean;
  /** Whether whoever asks may reply, attach, close and reopen. */
  mayInteract: boolean;
  /** Database time, UTC. */
  createdAt: string;
}

interface RawTicket {
  id: number;
  subject: string;
  status: TicketStatus;
  created_at: string;
  reporter_id: number;
  first_name: string;
  last_name: string;
  is_deleted: number;
  organisation_id: number | null;
  organisation_name: string | null;
  may_interact: number | string;
}

/** One list of the Hub: what the customer reported, or what stands on an organisation that they have a grant for. */
export interface HubList {
  organisationId?: number;
  status?: TicketStatus;
  /** Words of the subject, or the number. */
  query?: string;
}

/**
 * One page of such a list, newest first. Each list is one walk along one index, however many tickets there are.
 * @throws DeniedError NOT_FOUND for an organisation without a grant, whether there is one or not
 */
export async function listHubTickets(
  ctx: Ctx,
  { first, after, ...list }: PageOf & HubList,
): Promise<Page<HubTicketRow>> {
  const visible = visibleInHub(ctx);
  const places = await findTicketPlaces(ctx, {
    ...(await viewOf(ctx, list)),
    visible,
    sort: { field: "number", isDescending: true },
    isBackward: false,
    from: after === undefined ? undefined : { value: after, id: after },
    size: first + 1,
  });
  const rows = await ticketsWith(
    ctx,
    places.slice(0, first).map(({ id }) => id),
  );
  return { rows, hasMore: places.length > first };
}

/** Beyond it the exact number tells nobody anything. */
const COUNTED = 1000;

/** How many tickets such a list has: exact up to 1,000, then 1,000 and `isExact` false. */
export async function countHubTickets(ctx: Ctx, list: HubList): Promise<{ count: number; isExact: boolean }> {
  const visible = visibleInHub(ctx);
  return countTicketMatches(ctx, { ...(await viewOf(ctx, list)), visible }, COUNTED);
}

async function viewOf(ctx: Ctx, { organisationId, status, query }: HubList): Promise<TicketView> {
  const { customerId } = visibleInHub(ctx);
  if (organisationId !== undefined && !(await isGrantedInHub(ctx, organisationId, GrantLevel.VIEW))) {
    throw notFound("organisation");
  }
  const whose = organisationId === undefined ? { reporterId: customerId } : { organisationId };
  return { query, isSubjectOnly: true, filter: { ...whose, ...(status && { statuses: [status] }) } };
}

/** One ticket by its number; undefined for any that the customer may not see, whether there is one or not. */
export async function findHubTicket(ctx: Ctx, id: number): Promise<HubTicketRow | undefined> {
  const [ticket] = await ticketsWith(ctx, [id]);
  return ticket;
}

/** Those of these that the customer may see, in this order. */
async function ticketsWith(ctx: Ctx, ids: readonly number[]): Promise<HubTicketRow[]> {
  const [visible, interact] = [visibleInHub(ctx), interactInHub(ctx)];
  if (ids.length === 0) return [];
  const rows: RawTicket[] = await ctx.db.query(
    `SELECT t.id, t.subject, t.status, t.created_at, t.reporter_id, c.first_name, c.last_name, c.is_deleted, t.organisation_id,
      o.name AS organisation_name, CASE WHEN ${interact.sql} THEN 1 ELSE 0 END AS may_interact
      FROM tickets t JOIN customers c ON c.id = t.reporter_id LEFT JOIN organisations o ON o.id = t.organisation_id
      WHERE t.id IN ${placeholders(ids.length)} AND ${visible.sql}`,
    [...interact.parameters, ...ids, ...visible.parameters],
  );
  const byId = new Map(rows.map((raw) => [raw.id, ticketOf(raw, visible.customerId)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Who has no name is called by their address or number elsewhere, which are nobody else's to see. */
const SOMEBODY = "Another customer";

const ticketOf = (raw: RawTicket, customerId: number): HubTicketRow => ({
  id: raw.id,
  subject: raw.subject,
  status: raw.status,
  organisationId: raw.organisation_id,
  organisationName: raw.organisation_name,
  reporterName: [raw.first_name, raw.last_name].filter(Boolean).join(" ") || SOMEBODY,
  isReporterDeleted: raw.is_deleted === 1,
  isMine: raw.reporter_id === customerId,
  mayInteract: Number(raw.may_interact) === 1,
  createdAt: raw.created_at,
});

/** A public comment as the customer sees it. */
export interface HubCommentRow {
  id: number;
  authorKind: CommentAuthor;
  authorName: string;
  isAuthorDeleted: boolean;
  isMine: boolean;
  body: string;
  bodyFormat: BodyFormat;
  /** Database time, UTC. */
  createdAt: string;
}

interface RawComment {
  id: number;
  author_kind: CommentAuthor;
  author_id: number | null;
  author_name: string;
  author_is_deleted: number | null;
  body: string;
  body_format: BodyFormat;
  created_at: string;
}

/** The newest messages, or those before one. */
interface NewestOf {
  ticketId: number;
  last: number;
  before?: number;
}

/** The conversation of such a ticket, oldest first, without internal notes: what follows `after`, or the last ones before `before`. */
export async function listHubComments(
  ctx: Ctx,
  page: (PageOf & { ticketId: number }) | NewestOf,
): Promise<Page<HubCommentRow>> {
  const visible = visibleInHub(ctx);
  const isBackward = "last" in page;
  const size = isBackward ? page.last : page.first;
  const [beyond, place] = isBackward ? ["<", page.before ?? Number.MAX_SAFE_INTEGER] : [">", page.after ?? 0];
  const rows: RawComment[] = await ctx.db.query(
    `SELECT k.id, k.author_kind, k.author_id, k.author_name, k.body, k.body_format, k.created_at, COALESCE(m.is_deleted, a.is_deleted) AS author_is_deleted
      FROM ticket_comments k JOIN tickets t ON t.id = k.ticket_id
      LEFT JOIN customers a ON k.author_kind = 'customer' AND a.id = k.author_id LEFT JOIN customers m ON m.id = a.merged_into_id
      WHERE k.ticket_id = ? AND k.is_internal = 0 AND k.id ${beyond} ? AND ${visible.sql}
      ORDER BY k.id ${isBackward ? "DESC" : "ASC"} LIMIT ?`,
    [page.ticketId, place, ...visible.parameters, size + 1],
  );
  // What they wrote under a record that was merged into theirs is theirs.
  const former = (await formerIdsOf(ctx, [visible.customerId])).get(visible.customerId) ?? [];
  const mine = new Set([visible.customerId, ...former]);
  const comments = rows.slice(0, size).map((raw) => commentOf(raw, mine));
  return { rows: isBackward ? comments.reverse() : comments, hasMore: rows.length > size };
}

function commentOf(raw: RawComment, mine: ReadonlySet<number>): HubCommentRow {
  const isCustomers = raw.author_kind === CommentAuthor.CUSTOMER;
  const isMine = isCustomers && raw.author_id !== null && mine.has(raw.author_id);
  return {
    id: raw.id,
    authorKind: raw.author_kind,
    authorName: isCustomers && !isMine ? withoutContact(raw.author_name) : raw.author_name,
    isAuthorDeleted: raw.author_is_deleted === 1,
    isMine,
    body: raw.body,
    bodyFormat: raw.body_format,
    createdAt: raw.created_at,
  };
}

const withoutContact = (name: string): string => (/@|^[+\d]/.test(name) ? SOMEBODY : name);

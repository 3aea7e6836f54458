import type { Ctx } from "@/server/ctx";
import { isDbTime, placeholders } from "@/server/db";
import { UserError } from "@/server/errors";
import { countTicketMatches } from "./count-matches";
import type { TicketPlace } from "./step-walk";
import { selectTickets, type TicketRow } from "./ticket-row";
import type { TicketView } from "./ticket-view";
import { findTicketPlaces, type TicketSort, type TicketSortField } from "./ticket-walk";
import { visibleTickets } from "./visible-tickets";

const MAX_TICKET_PAGE = 100;
/** Beyond it the exact number costs more than it tells. */
const COUNTED = 10_000;

/** What happened last stands first. */
const DEFAULT_TICKET_SORT: TicketSort = { field: "updatedAt", isDescending: true };

export interface ListTickets extends TicketView {
  sort?: TicketSort;
  /** Forward: the page after the cursor; backward: the page before it. */
  direction: "forward" | "backward";
  size: number;
  cursor?: string;
}

export interface TicketPage {
  rows: { row: TicketRow; cursor: string }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** One page of the queue. A cursor is a place, so tickets that come, go and move make neither gap nor repeat around it. */
export async function listTickets(ctx: Ctx, input: ListTickets): Promise<TicketPage> {
  const visible = visibleTickets(ctx);
  const isBackward = input.direction === "backward";
  if (!Number.isInteger(input.size) || input.size < 1 || input.size > MAX_TICKET_PAGE) {
    throw new UserError(isBackward ? "last" : "first", `Ask for 1 to ${MAX_TICKET_PAGE} tickets at a time.`);
  }
  const sort = input.sort ?? DEFAULT_TICKET_SORT;
  const from = input.cursor === undefined ? undefined : placeOf(sort.field, input.cursor);
  if (input.cursor !== undefined && !from) {
    throw new UserError(
      isBackward ? "before" : "after",
      "This place in the list is from another sorting. Begin at the first page.",
    );
  }
  const { query, filter, size } = input;
  const places = await findTicketPlaces(ctx, { query, filter, visible, sort, isBackward, from, size: size + 1 });
  const hasMore = places.length > size;
  const page = places.slice(0, size);
  if (isBackward) page.reverse();
  const rows = await rowsOf(ctx, page, visible);
  return {
    rows: page.flatMap((place) => {
      const row = rows.get(place.id);
      return row ? [{ row, cursor: cursorOf(sort.field, place) }] : [];
    }),
    hasNextPage: isBackward ? from !== undefined : hasMore,
    hasPreviousPage: isBackward ? hasMore : from !== undefined,
  };
}

async function rowsOf(
  ctx: Ctx,
  page: readonly TicketPlace[],
  visible: ReturnType<typeof visibleTickets>,
): Promise<Map<number, TicketRow>> {
  if (page.length === 0) return new Map();
  const rows = await selectTickets(ctx.db, `WHERE t.id IN ${placeholders(page.length)} AND ${visible.sql}`, [
    ...page.map((place) => place.id),
    ...visible.parameters,
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** How many tickets a view has: exact up to 10,000, then 10,000 and `isExact` false. */
export async function countTickets(ctx: Ctx, view: TicketView): Promise<{ count: number; isExact: boolean }> {
  return countTicketMatches(ctx, { ...view, visible: visibleTickets(ctx) }, COUNTED);
}

const cursorOf = (field: TicketSortField, place: TicketPlace): string =>
  Buffer.from(JSON.stringify([field, place.value, place.id])).toString("base64url");

/** The place, or undefined for a cursor of another sorting or none of ours. */
function placeOf(field: TicketSortField, cursor: string): TicketPlace | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(parsed)) return undefined;
    const [cursorField, value, id]: unknown[] = parsed;
    const isValue = field === "updatedAt" ? typeof value === "string" && isDbTime(value) : Number.isSafeInteger(value);
    // Both were looked at in the line above.
    return cursorField === field && isValue && Number.isSafeInteger(id)
      ? { value: value as string | number, id: id as number }
      : undefined;
  } catch {
    return undefined;
  }
}

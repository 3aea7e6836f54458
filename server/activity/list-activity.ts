import type { Ctx } from "@/server/ctx";
import { withFormer } from "@/server/customers/merging/signposts";
import { allow } from "@/server/permissions";
import type { FieldChange } from "./field-change";
import { madeByImport } from "./made-by-import";

/** One line of a timeline. */
export interface ActivityRow {
  id: number;
  customerId: number;
  /** Database time, UTC. */
  occurredAt: string;
  action: string;
  actorKind: string;
  actorId: number | null;
  actorName: string;
  changes: FieldChange[];
  importId: number | null;
  jobId: number | null;
  ticketNumber: number | null;
  mergeId: number | null;
}

/** A place in a timeline: the last entry of the page before. */
export interface ActivityPlace {
  occurredAt: string;
  id: number;
}

export interface ActivityPage {
  rows: ActivityRow[];
  hasMore: boolean;
}

/**
 * A customer's timeline, newest first, with that of each record that was merged into theirs; `before` continues after an entry of the
 * page before.
 */
export async function listActivity(
  ctx: Ctx,
  { customerId, ...page }: { customerId: number; first: number; before?: ActivityPlace },
): Promise<ActivityPage> {
  allow(ctx.actor, "customer.view");
  return (await listActivities(ctx, { customerIds: [customerId], ...page })).get(customerId) ?? NO_ACTIVITY;
}

const NO_ACTIVITY: ActivityPage = { rows: [], hasMore: false };

/** The same for many customers: three statements however many. */
export async function listActivities(
  ctx: Ctx,
  input: { customerIds: readonly number[]; first: number; before?: ActivityPlace },
): Promise<Map<number, ActivityPage>> {
  allow(ctx.actor, "customer.view");
  const { customerIds, first, before } = input;
  const place = before ? "AND occurred_at <= ? AND (occurred_at < ? OR id < ?)" : "";
  const pages = new Map<number, ActivityPage>(customerIds.map((id) => [id, { rows: [], hasMore: false }]));
  // Each timeline's walk along its index ends after one page, which a window over all of them does not.
  // That a record was merged stands on the survivor's own timeline already.
  const walk = (id: number) =>
    `SELECT * FROM (SELECT * FROM activity_entries WHERE customer_id = ? ${place} ${pages.has(id) ? "" : NOT_TWICE}
      ORDER BY occurred_at DESC, id DESC LIMIT ?) walk`;
  const parameters = before ? [before.occurredAt, before.occurredAt, before.id, first + 1] : [first + 1];
  const { recordIds, pagesOf } = await withFormer(ctx, pages);
  const walked = new Map(recordIds.map((id) => [id, 0]));
  for (let start = 0; start < recordIds.length; start += MAX_WALKS) {
    const slice = recordIds.slice(start, start + MAX_WALKS);
    const rows = await selectActivity(
      ctx,
      slice.map(walk).join(" UNION ALL "),
      slice.flatMap((id) => [id, ...parameters]),
    );
    for (const row of rows) {
      walked.set(row.customerId, (walked.get(row.customerId) ?? 0) + 1);
      for (const page of pagesOf(row.customerId)) page.rows.push(row);
    }
  }
  // Only where a walk came to its end is the beginning of the timeline near.
  const ended = recordIds.filter((id) => (walked.get(id) ?? 0) <= first);
  for (const row of await madeByImport(ctx, ended)) {
    if (!before || isBefore(row, before)) for (const page of pagesOf(row.customerId)) page.rows.push(row);
  }
  for (const page of pages.values()) {
    // A union promises no order.
    page.rows.sort((a, b) => (isBefore(a, b) ? 1 : -1));
    page.hasMore = page.rows.length > first;
    page.rows.length = Math.min(page.rows.length, first);
  }
  return pages;
}

const isBefore = (row: ActivityPlace, place: ActivityPlace): boolean =>
  row.occurredAt === place.occurredAt ? row.id < place.id : row.occurredAt < place.occurredAt;

const NOT_TWICE = "AND action <> 'customer.mergedInto'";

/** SQLite takes 500 parts of a union. A page of customers is at most 100. */
const MAX_WALKS = 200;

/** Who changed the customer's own fields last. */
export async function lastChangeBy(ctx: Ctx, customerId: number): Promise<ActivityRow | undefined> {
  const [row] = await selectActivity(
    ctx,
    // A mail that went out, a ticket, a note or a tag changes nothing of the record: nobody's save meets it.
    `SELECT * FROM activity_entries WHERE customer_id = ? AND action NOT LIKE 'mail.%' AND action NOT LIKE 'ticket.%'
      AND action NOT IN ('customer.noted', 'customer.tagged') ORDER BY occurred_at DESC, id DESC LIMIT 1`,
    [customerId],
  );
  return row;
}

interface RawActivity {
  id: number;
  customer_id: number;
  occurred_at: string;
  action: string;
  actor_kind: string;
  actor_id: number | null;
  actor_name: string;
  changes: string;
  import_id: number | null;
  job_id: number | null;
  ticket_id: number | null;
  merge_id: number | null;
}

async function selectActivity(ctx: Ctx, select: string, parameters: unknown[]): Promise<ActivityRow[]> {
  const rows: RawActivity[] = await ctx.db.query(select, parameters);
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    occurredAt: row.occurred_at,
    action: row.action,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    changes: JSON.parse(row.changes) as FieldChange[],
    importId: row.import_id,
    jobId: row.job_id,
    ticketNumber: row.ticket_id,
    mergeId: row.merge_id,
  }));
}

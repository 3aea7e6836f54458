import type { Ctx } from "@/server/ctx";
import { type CustomerRow, selectCustomers } from "@/server/customers/customer-row";
import { placeholders } from "@/server/db";
import { mapPages, type Page, type PageOf, pageOfEach } from "@/server/page-of-each";
import { allow } from "@/server/permissions";
import type { GrantLevel } from "./organisation-grant.entity";

/** The members of organisations who are not deleted, those made last first. */
export async function listMembers(
  ctx: Ctx,
  { organisationIds, ...page }: { organisationIds: readonly number[] } & PageOf,
): Promise<Map<number, Page<CustomerRow>>> {
  allow(ctx.actor, "customer.view");
  const from = "c.id FROM customers c WHERE c.organisation_id = ? AND c.is_deleted = 0";
  const pages = await pageOfEach<{ id: number }>(
    ctx,
    organisationIds,
    { from, parameters: [], id: "c.id", isNewestFirst: true },
    page,
  );
  const ids = [...pages.values()].flatMap(({ rows }) => rows.map(({ id }) => id));
  const members = new Map((await customersWith(ctx, ids)).map((row) => [row.id, row]));
  return new Map(
    [...pages].map(([organisationId, { rows, hasMore }]) => [
      organisationId,
      { rows: rows.flatMap(({ id }) => members.get(id) ?? []), hasMore },
    ]),
  );
}

const customersWith = async (ctx: Ctx, ids: readonly number[]): Promise<CustomerRow[]> =>
  ids.length === 0 ? [] : selectCustomers(ctx.db, `WHERE c.id IN ${placeholders(ids.length)}`, [...ids]);

/** Who has a grant for an organisation. */
export interface GranteeRow {
  /** The customer's. */
  id: number;
  level: GrantLevel;
}

/** The grants for organisations, those of the customers who were made first first. */
export async function listGrants(
  ctx: Ctx,
  { organisationIds, ...page }: { organisationIds: readonly number[] } & PageOf,
): Promise<Map<number, Page<GranteeRow>>> {
  allow(ctx.actor, "customer.view");
  const from = "g.customer_id AS id, g.level FROM organisation_grants g WHERE g.organisation_id = ?";
  const walk = { from, parameters: [], id: "g.customer_id" };
  return mapPages(await pageOfEach<GranteeRow>(ctx, organisationIds, walk, page), ({ id, level }) => ({ id, level }));
}

/** Beyond it the exact number costs more than it tells. */
export const COUNTED_PARTS = 1000;

/** How many members and tickets that are not closed an organisation has: exact up to 1,000, then 1,001. */
export interface PartCounts {
  members: number;
  openTickets: number;
}

/** The same for organisations: one statement of each kind however many. */
export async function countParts(ctx: Ctx, organisationIds: readonly number[]): Promise<Map<number, PartCounts>> {
  allow(ctx.actor, "customer.view");
  const found = new Map<number, PartCounts>(organisationIds.map((id) => [id, { members: 0, openTickets: 0 }]));
  const members = "customers WHERE organisation_id = ? AND is_deleted = 0";
  for (const [id, count] of await countEach(ctx, organisationIds, members))
    found.set(id, { members: count, openTickets: 0 });
  const open = "tickets WHERE organisation_id = ? AND status IN ('new', 'open', 'pending', 'on_hold')";
  for (const [id, openTickets] of await countEach(ctx, organisationIds, open)) {
    found.set(id, { members: found.get(id)?.members ?? 0, openTickets });
  }
  return found;
}

async function countEach(ctx: Ctx, ids: readonly number[], from: string): Promise<[number, number][]> {
  if (ids.length === 0) return [];
  const one = `SELECT ? AS id, (SELECT COUNT(*) FROM (SELECT 1 FROM ${from} LIMIT ${COUNTED_PARTS + 1}) counted) AS found`;
  const rows: { id: number | string; found: number | string }[] = await ctx.db.query(
    ids.map(() => one).join(" UNION ALL "),
    ids.flatMap((id) => [id, id]),
  );
  return rows.map(({ id, found }) => [Number(id), Number(found)]);
}

import type { Ctx } from "@/server/ctx";
import { type CustomerRow, selectCustomers } from "@/server/customers/customer-row";
import { placeholders } from "@/server/db";
import { mapPages, type Page, type PageOf, pageOfEach } from "@/server/page-of-each";
import { allow } from "@/server/permissions";
import { visibleTickets } from "@/server/tickets/visible-tickets";
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
const COUNTED = 1000;

/** How many members organisations have who are not deleted: exact up to 1,000, then 1,001. */
export async function countMembers(ctx: Ctx, organisationIds: readonly number[]): Promise<Map<number, number>> {
  allow(ctx.actor, "customer.view");
  return countEach(ctx, organisationIds, "customers c WHERE c.organisation_id = ? AND c.is_deleted = 0", []);
}

/** How many of their tickets are not closed, likewise. */
export async function countOpenTickets(ctx: Ctx, organisationIds: readonly number[]): Promise<Map<number, number>> {
  const visible = visibleTickets(ctx);
  const from = `tickets t WHERE t.organisation_id = ? AND t.status IN ('new', 'open', 'pending', 'on_hold') AND ${visible.sql}`;
  return countEach(ctx, organisationIds, from, visible.parameters);
}

/** One statement however many: each count ends at its bound. */
async function countEach(
  ctx: Ctx,
  ids: readonly number[],
  from: string,
  parameters: readonly unknown[],
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const one = `SELECT ? AS id, (SELECT COUNT(*) FROM (SELECT 1 FROM ${from} LIMIT ${COUNTED + 1}) counted) AS found`;
  const rows: { id: number | string; found: number | string }[] = await ctx.db.query(
    ids.map(() => one).join(" UNION ALL "),
    ids.flatMap((id) => [id, id, ...parameters]),
  );
  return new Map(rows.map(({ id, found }) => [Number(id), Number(found)]));
}

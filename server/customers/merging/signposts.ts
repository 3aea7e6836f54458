import type { Ctx } from "@/server/ctx";
import { type CustomerRow, selectCustomers } from "@/server/customers/customer-row";
import { firstCodePoints } from "@/server/customers/identity/fold";
import { displayName } from "@/server/customers/identity/person-name";
import { placeholders } from "@/server/db";
import { UserError } from "@/server/errors";

// A merged record stays as a signpost: `merged_into_id` always leads straight to a customer who is not merged themselves.

/** What is said to whoever wants to change a record that only says who it became. */
export async function mergedMeanwhile(ctx: Ctx, survivorId: number, path = ""): Promise<UserError> {
  const [survivor] = await selectCustomers(ctx.db, "WHERE c.id = ?", [survivorId]);
  const name = survivor ? displayName(survivor) : "another customer";
  return new UserError(path, `This customer was merged into ${name}. Go on with ${name}.`, { customerId: survivorId });
}

/** Whom these customers became: only the merged ones are in the map. */
export async function survivorsOf(ctx: Ctx, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows: { id: number; merged_into_id: number }[] = await ctx.db.query(
    `SELECT id, merged_into_id FROM customers WHERE id IN ${placeholders(ids.length)} AND merged_into_id IS NOT NULL`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.id, row.merged_into_id]));
}

/** More of one person's records than anybody ever merges; beyond it their histories are read on their own pages. */
const MOST_FORMER = 100;

/** The records that became these customers, by customer. Theirs is the history before. */
export async function formerIdsOf(ctx: Ctx, ids: readonly number[]): Promise<Map<number, number[]>> {
  const former = new Map<number, number[]>();
  if (ids.length === 0) return former;
  const rows: { id: number; merged_into_id: number }[] = await ctx.db.query(
    `SELECT id, merged_into_id FROM customers WHERE merged_into_id IN ${placeholders(ids.length)} ORDER BY id
      LIMIT ${MOST_FORMER * ids.length}`,
    [...ids],
  );
  for (const { id, merged_into_id } of rows) former.set(merged_into_id, [...(former.get(merged_into_id) ?? []), id]);
  return former;
}

/** The records whose histories make up these pages: the customers' own and their former ones. A record knows whose pages it is on. */
export async function withFormer<Page>(
  ctx: Ctx,
  pages: ReadonlyMap<number, Page>,
): Promise<{ recordIds: number[]; pagesOf: (recordId: number) => Page[] }> {
  const ids = [...pages.keys()];
  const former = await formerIdsOf(ctx, ids);
  const survivors = new Map([...former].flatMap(([id, records]) => records.map((one): [number, number] => [one, id])));
  return {
    // A merged record that is asked for itself has its own page as well.
    recordIds: [...new Set([...ids, ...survivors.keys()])],
    pagesOf: (recordId) => [recordId, survivors.get(recordId) ?? 0].flatMap((id) => pages.get(id) ?? []),
  };
}

const MAX_LABEL = 400;

/** With the address, because two people may have one name, and this is about to become one of them. */
export function labelOf(customer: CustomerRow): string {
  const name = displayName(customer);
  const address = customer.email ?? customer.mobile ?? "";
  return firstCodePoints(name === address || !address ? name : `${name} (${address})`, MAX_LABEL);
}

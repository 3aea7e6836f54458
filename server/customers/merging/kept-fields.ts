import type { Ctx } from "@/server/ctx";
import type { CustomerRecord } from "@/server/customers/customer-row";
import { stateOf } from "@/server/customers/customer-state";
import { insertRows } from "@/server/db";

/** A field of the survivor before and after a merge. */
export interface KeptField {
  field: string;
  former: string | null;
  latter: string | null;
}

const GRANT = "grant:";
const TAG = "tag:";

/** The organisation of a field that is a grant. */
export const organisationOfField = (field: string): number | undefined =>
  field.startsWith(GRANT) ? Number(field.slice(GRANT.length)) : undefined;

/** The key of a field that is a tag. */
export const tagOfField = (field: string): string | undefined =>
  field.startsWith(TAG) ? field.slice(TAG.length) : undefined;

/** The fields of a customer as merges keep them: grants one by one, because each can be changed by itself. */
export function mergeStateOf(record: CustomerRecord): Map<string, string | null> {
  const state = stateOf(record);
  state.delete("organisationAccess");
  state.set("isBlocked", record.isBlocked ? "yes" : "no");
  for (const [id, level] of record.grants) state.set(`${GRANT}${id}`, level);
  return state;
}

/** What a merge changes of the survivor. */
export function fieldsOfMerge(
  before: CustomerRecord,
  after: CustomerRecord,
  { merged, addedTags }: { merged: CustomerRecord; addedTags: readonly string[] },
): KeptField[] {
  const [was, is] = [mergeStateOf(before), mergeStateOf(after)];
  const fields = [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, former: was.get(field) ?? null, latter: is.get(field) ?? null }))
    .filter(({ field, former, latter }) => former !== latter || isCombined(field, merged));
  return [...fields, ...addedTags.map((key) => ({ field: `${TAG}${key}`, former: null, latter: "yes" }))];
}

/** Noted also where nothing changes: whether it was changed since must be known, and what it is without an earlier merge. */
const isCombined = (field: string, merged: CustomerRecord): boolean =>
  field === "isBlocked" || field === "hubAccess" || merged.grants.has(organisationOfField(field) ?? 0);

export async function keepFields(tx: Ctx, mergeId: number, fields: readonly KeptField[]): Promise<void> {
  await insertRows(
    tx.db,
    "customer_merge_fields",
    fields.map(({ field, former, latter }) => ({ merge_id: mergeId, field, former, latter })),
  );
}

export async function keptFieldsOf(ctx: Ctx, mergeId: number): Promise<KeptField[]> {
  return ctx.db.query("SELECT field, former, latter FROM customer_merge_fields WHERE merge_id = ? ORDER BY field", [
    mergeId,
  ]);
}

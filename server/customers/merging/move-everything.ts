import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { IN_NO_LIST } from "@/server/customers/customer-lists";
import type { CustomerRecord } from "@/server/customers/customer-row";
import { insertRows, toDbTime } from "@/server/db";
import { moveTickets } from "./move-tickets";
import { identifiersOf, type MergePlan } from "./plan-merge";

interface Sides {
  kept: CustomerRecord;
  merged: CustomerRecord;
  plan: MergePlan;
}

export interface Moved {
  tickets: number;
  tagKeys: string[];
  /** In words, for the timeline. */
  changes: FieldChange[];
}

/**
 * Moves what hangs on the merged customer to the survivor and notes each piece, for the way back. What is text of its time (who wrote
 * a comment, the timeline, mails that were sent) stays where it is and is read with the survivor's: see signposts.ts.
 */
export async function moveEverything(tx: Ctx, mergeId: number, sides: Sides): Promise<Moved> {
  const { kept, merged, plan } = sides;
  await moveIdentifiers(tx, mergeId, sides);
  await noteGrants(tx, mergeId, merged);
  const notes = await moveNotes(tx, mergeId, sides);
  const tags = await addTags(tx, sides);
  await repeatPairs(tx, mergeId, sides);
  await takeSignposts(tx, mergeId, sides);
  const tickets = await moveTickets(tx, mergeId, { from: merged.id, to: kept.id });
  await putUpSignpost(tx, sides);
  if (plan.after.isBlocked !== kept.isBlocked) {
    await tx.db.query("UPDATE customers SET is_blocked = 1 WHERE id = ?", [kept.id]);
  }
  const counted = (field: string, count: number) => (count > 0 ? [{ field, from: null, to: String(count) }] : []);
  return {
    tickets,
    tagKeys: tags.map(({ tag_key }) => tag_key),
    changes: [
      ...identifiersOf(merged)
        .filter(({ kind, key }) => plan.after[`${kind}Key`] !== key)
        .map(({ kind, value }) => ({ field: kind === "email" ? "otherEmail" : "otherMobile", from: null, to: value })),
      ...counted("tickets", tickets),
      ...counted("notes", notes),
      ...(tags.length > 0 ? [{ field: "tags", from: null, to: tags.map(({ tag }) => tag).join(", ") }] : []),
    ],
  };
}

/** How an identifier was held before it moved. */
export interface FormerIdentifier {
  kind: "email" | "mobile";
  key: string;
  value: string;
  isPrimary: boolean;
  isVerified: boolean;
}

/** Every address of both goes on finding the person; one of each kind is the primary one. */
async function moveIdentifiers(tx: Ctx, mergeId: number, { kept, merged, plan }: Sides): Promise<void> {
  const rows: {
    id: number;
    kind: "email" | "mobile";
    identifier_key: string;
    value: string;
    primary_slot: 1 | null;
    is_verified: number;
  }[] = await tx.db.query(
    "SELECT id, kind, identifier_key, value, primary_slot, is_verified FROM customer_identifiers WHERE customer_id = ? ORDER BY id",
    [merged.id],
  );
  await noteMoves(
    tx,
    mergeId,
    "identifier",
    rows.map(({ id, kind, identifier_key: key, value, primary_slot, is_verified }) => {
      const former: FormerIdentifier = {
        kind,
        key,
        value,
        isPrimary: primary_slot === 1,
        isVerified: is_verified === 1,
      };
      return { id, former };
    }),
  );
  await tx.db.query("UPDATE customer_identifiers SET customer_id = ?, primary_slot = NULL WHERE customer_id = ?", [
    kept.id,
    merged.id,
  ]);
  for (const kind of ["email", "mobile"] as const) {
    if (plan.after[`${kind}Key`] !== kept[`${kind}Key`]) await setPrimary(tx, kept.id, kind, plan.after[`${kind}Key`]);
  }
}

/** Makes one of a customer's addresses or numbers the primary one. */
export async function setPrimary(
  tx: Ctx,
  customerId: number,
  kind: "email" | "mobile",
  key: string | null,
): Promise<void> {
  await tx.db.query("UPDATE customer_identifiers SET primary_slot = NULL WHERE customer_id = ? AND kind = ?", [
    customerId,
    kind,
  ]);
  await tx.db.query(
    "UPDATE customer_identifiers SET primary_slot = 1 WHERE customer_id = ? AND kind = ? AND identifier_key = ?",
    [customerId, kind, key],
  );
}

async function noteGrants(tx: Ctx, mergeId: number, merged: CustomerRecord): Promise<void> {
  await noteMoves(
    tx,
    mergeId,
    "grant",
    [...merged.grants].map(([id, level]) => ({ id, former: level })),
  );
  await tx.db.query("DELETE FROM organisation_grants WHERE customer_id = ?", [merged.id]);
}

async function moveNotes(tx: Ctx, mergeId: number, { kept, merged }: Sides): Promise<number> {
  const notes: { id: number }[] = await tx.db.query("SELECT id FROM customer_notes WHERE customer_id = ?", [merged.id]);
  await noteMoves(tx, mergeId, "note", notes);
  await tx.db.query("UPDATE customer_notes SET customer_id = ? WHERE customer_id = ?", [kept.id, merged.id]);
  return notes.length;
}

/** The merged record keeps its tags: it is in no list that they could find it in. */
async function addTags(tx: Ctx, { kept, merged }: Sides): Promise<{ tag_key: string; tag: string }[]> {
  const tags: { tag_key: string; tag: string }[] = await tx.db.query(
    `SELECT tag_key, tag FROM customer_tags WHERE customer_id = ?
      AND tag_key NOT IN (SELECT k.tag_key FROM customer_tags k WHERE k.customer_id = ?) ORDER BY tag_key`,
    [merged.id, kept.id],
  );
  await insertRows(
    tx.db,
    "customer_tags",
    tags.map(({ tag_key, tag }) => ({ customer_id: kept.id, tag_key, tag })),
  );
  return tags;
}

interface Pair {
  id: number;
  customer_a: number;
  customer_b: number;
  reason: string;
  created_at: string;
  dismissed_at: string | null;
}

/** Whoever looked like the merged one looks like the survivor. The merged one's own pairs wait, shown to nobody. */
async function repeatPairs(tx: Ctx, mergeId: number, { kept, merged }: Sides): Promise<void> {
  const pairsOf = (id: number): Promise<Pair[]> =>
    tx.db.query("SELECT * FROM possible_duplicates WHERE customer_a = ? OR customer_b = ? ORDER BY id", [id, id]);
  const otherOf = (pair: Pair, id: number) => (pair.customer_a === id ? pair.customer_b : pair.customer_a);
  const known = new Set((await pairsOf(kept.id)).map((pair) => otherOf(pair, kept.id)));
  const wanted = (await pairsOf(merged.id)).filter((pair) => {
    const other = otherOf(pair, merged.id);
    return other !== kept.id && !known.has(other);
  });
  await insertRows(
    tx.db,
    "possible_duplicates",
    wanted.map((pair) => {
      const other = otherOf(pair, merged.id);
      const { reason, created_at, dismissed_at } = pair;
      const [customer_a, customer_b] = [Math.min(kept.id, other), Math.max(kept.id, other)];
      return { customer_a, customer_b, reason, created_at, dismissed_at };
    }),
  );
  const made = (await pairsOf(kept.id)).filter((pair) => !known.has(otherOf(pair, kept.id)));
  const isMade = (pair: Pair) => otherOf(pair, kept.id) !== merged.id;
  await noteMoves(
    tx,
    mergeId,
    "pair",
    made.filter(isMade).map(({ id, dismissed_at }) => ({ id, former: dismissed_at })),
  );
}

/** Those who were merged into the merged one before lead to the survivor: nobody is led along more than one way. */
async function takeSignposts(tx: Ctx, mergeId: number, { kept, merged }: Sides): Promise<void> {
  const rows: { id: number }[] = await tx.db.query("SELECT id FROM customers WHERE merged_into_id = ?", [merged.id]);
  await noteMoves(tx, mergeId, "signpost", rows);
  await tx.db.query("UPDATE customers SET merged_into_id = ? WHERE merged_into_id = ?", [kept.id, merged.id]);
}

async function putUpSignpost(tx: Ctx, { kept, merged }: Sides): Promise<void> {
  const now = toDbTime(tx.now());
  for (const table of ["customer_words", "duplicate_keys"]) {
    await tx.db.query(`DELETE FROM ${table} WHERE customer_id = ?`, [merged.id]);
  }
  await tx.db.query(
    `UPDATE customers SET is_deleted = ?, merged_into_id = ?, version = version + 1, updated_at = ?, last_activity_at = ?
      WHERE id = ?`,
    [IN_NO_LIST, kept.id, now, now, merged.id],
  );
}

/** Notes what moves: `former` is what the item itself does not tell any more. */
async function noteMoves(
  tx: Ctx,
  mergeId: number,
  kind: string,
  items: readonly { id: number; former?: unknown }[],
): Promise<void> {
  await insertRows(
    tx.db,
    "customer_merge_moves",
    items.map(({ id, former }) => ({
      merge_id: mergeId,
      kind,
      item_id: id,
      former: former === undefined ? null : JSON.stringify(former),
    })),
  );
}

/** What moved, as it was noted. */
export async function movesOf<Former>(
  tx: Ctx,
  mergeId: number,
  kind: string,
): Promise<{ id: number; former: Former | null }[]> {
  const rows: { item_id: number; former: string | null }[] = await tx.db.query(
    "SELECT item_id, former FROM customer_merge_moves WHERE merge_id = ? AND kind = ? ORDER BY item_id",
    [mergeId, kind],
  );
  return rows.map(({ item_id, former }) => ({
    id: item_id,
    former: former === null ? null : (JSON.parse(former) as Former),
  }));
}

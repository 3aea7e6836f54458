import type { Ctx } from "@/server/ctx";
import type { CustomerRecord } from "@/server/customers/customer-row";
import { placeholders } from "@/server/db";
import type { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import { organisationNames } from "@/server/organisations/organisations";
import type { CustomerMerge } from "./customer-merge.entity";
import type { Leftovers } from "./leftovers";
import { movesOf } from "./move-everything";
import { returnTickets } from "./move-tickets";
import { lowerLevel } from "./plan-merge";

interface Sides {
  kept: CustomerRecord;
  merged: CustomerRecord;
  left: Leftovers;
}

/** Gives back what moved, where it still is. Returns the grants that the customer who comes back has, which are not written here. */
export async function returnEverything(tx: Ctx, merge: CustomerMerge, sides: Sides): Promise<Map<number, GrantLevel>> {
  await ticketsBack(tx, merge, sides);
  await notesBack(tx, merge, sides);
  await signpostsBack(tx, merge);
  await pairsAway(tx, merge);
  return grantsBack(tx, merge, sides);
}

async function ticketsBack(tx: Ctx, merge: CustomerMerge, { kept, merged, left }: Sides): Promise<void> {
  const { stayed } = await returnTickets(tx, merge.id, { from: kept.id, to: merged.id });
  if (stayed > 0) left.add("tickets", `${counted(stayed, "ticket")} that moved had another reporter since.`);
  const [row]: { came: number | string }[] = await tx.db.query(
    "SELECT COUNT(*) AS came FROM tickets WHERE reporter_id = ? AND id > ?",
    [kept.id, merge.lastTicketId],
  );
  const came = Number(row?.came ?? 0);
  if (came > 0) left.add("tickets", `${counted(came, "ticket")} that came since stayed with the survivor.`);
}

async function notesBack(tx: Ctx, merge: CustomerMerge, { kept, merged, left }: Sides): Promise<void> {
  const ids = (await movesOf(tx, merge.id, "note")).map(({ id }) => id);
  if (ids.length === 0) return;
  const these = placeholders(ids.length);
  const there: unknown[] = await tx.db.query(`SELECT id FROM customer_notes WHERE customer_id = ? AND id IN ${these}`, [
    kept.id,
    ...ids,
  ]);
  await tx.db.query(`UPDATE customer_notes SET customer_id = ? WHERE customer_id = ? AND id IN ${these}`, [
    merged.id,
    kept.id,
    ...ids,
  ]);
  const gone = ids.length - there.length;
  if (gone > 0)
    left.add("notes", `${counted(gone, "note")} that moved ${gone === 1 ? "has" : "have"} been removed since.`);
}

async function signpostsBack(tx: Ctx, merge: CustomerMerge): Promise<void> {
  const ids = (await movesOf(tx, merge.id, "signpost")).map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.db.query(
    `UPDATE customers SET merged_into_id = ? WHERE merged_into_id = ? AND id IN ${placeholders(ids.length)}`,
    [merge.mergedId, merge.keptId, ...ids],
  );
}

/** What somebody has decided about since stays decided. */
async function pairsAway(tx: Ctx, merge: CustomerMerge): Promise<void> {
  for (const { id, former } of await movesOf<string>(tx, merge.id, "pair")) {
    const undecided = former === null ? "dismissed_at IS NULL" : "dismissed_at = ?";
    await tx.db.query(
      `DELETE FROM possible_duplicates WHERE id = ? AND ${undecided}`,
      former === null ? [id] : [id, former],
    );
  }
}

/** What was taken from the survivor since was taken from the person who was one then: it does not come back this way. */
async function grantsBack(tx: Ctx, merge: CustomerMerge, { kept, left }: Sides): Promise<Map<number, GrantLevel>> {
  const former = await movesOf<GrantLevel>(tx, merge.id, "grant");
  const names = await organisationNames(
    tx,
    former.map(({ id }) => id),
  );
  const grants = new Map<number, GrantLevel>();
  for (const { id, former: level } of former) {
    const name = names.get(id);
    if (level === null || name === undefined) continue;
    const now = lowerLevel(kept.grants.get(id), level);
    if (now !== level) left.add(`organisationAccess.${name}`, "It was taken away or lowered since, for both.");
    if (now !== undefined) grants.set(id, now);
  }
  return grants;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

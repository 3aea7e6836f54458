import { createHash } from "node:crypto";
import type { Ctx } from "@/server/ctx";
import { insertRows, placeholders, toDbTime } from "@/server/db";
import { keyOf } from "./recipients";

const HOUR_MS = 3_600_000;

/**
 * Counts automatic answers to these addresses, in the transaction that writes them; one that stands there twice is counted twice. False,
 * in their order, for an address that has had `most` within an hour: two programs that answer each other stop there, whatever their
 * mails look like.
 */
export async function takeAutomaticAnswers(tx: Ctx, addresses: readonly string[], most: number): Promise<boolean[]> {
  const hashes = addresses.map((address) => createHash("sha256").update(keyOf(address)).digest("base64url"));
  const now = tx.now().getTime();
  const times = await timesOf(tx, [...new Set(hashes)].sort());
  const taken = hashes.map((hash) => {
    const recent = (times.get(hash) ?? []).filter((time) => time > now - HOUR_MS);
    if (recent.length >= most) return false;
    times.set(hash, [...recent, now]);
    return true;
  });
  const changed = [...new Set(hashes.filter((_, at) => taken[at]))];
  await insertRows(
    tx.db,
    "automatic_answers",
    changed.map((hash) => rowOf(tx, hash, times.get(hash) ?? [])),
    tx.database.kind === "sqlite"
      ? "ON CONFLICT (address_hash) DO UPDATE SET times = excluded.times, updated_at = excluded.updated_at"
      : "ON DUPLICATE KEY UPDATE times = VALUES(times), updated_at = VALUES(updated_at)",
  );
  return taken;
}

const rowOf = (tx: Ctx, address_hash: string, times: readonly number[]) => ({
  address_hash,
  times: JSON.stringify(times),
  updated_at: toDbTime(tx.now()),
});

/** Of addresses, held until the transaction ends: whoever else answers them at this moment waits and counts these too. */
async function timesOf(tx: Ctx, hashes: readonly string[]): Promise<Map<string, number[]>> {
  if (hashes.length === 0) return new Map();
  // There is a row to hold before it is looked at. Two that make it at one moment: the second waits for the first.
  await insertRows(
    tx.db,
    "automatic_answers",
    hashes.map((hash) => rowOf(tx, hash, [])),
    tx.database.kind === "sqlite" ? "ON CONFLICT DO NOTHING" : "ON DUPLICATE KEY UPDATE address_hash = address_hash",
  );
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const rows: { address_hash: string; times: string }[] = await tx.db.query(
    `SELECT address_hash, times FROM automatic_answers WHERE address_hash IN ${placeholders(hashes.length)} ${hold}`,
    [...hashes],
  );
  return new Map(rows.map((row) => [row.address_hash, JSON.parse(row.times) as number[]])); // takeAutomaticAnswers wrote it.
}

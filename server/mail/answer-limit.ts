import { createHash } from "node:crypto";
import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import { keyOf } from "./recipients";

const HOUR_MS = 3_600_000;

/**
 * Counts an automatic answer to an address, in the transaction that writes it. False when the address has had `most` within an
 * hour: two programs that answer each other stop there, whatever their mails look like.
 */
export async function takeAutomaticAnswer(tx: Ctx, address: string, most: number): Promise<boolean> {
  const hash = createHash("sha256").update(keyOf(address)).digest("base64url");
  const now = tx.now().getTime();
  const recent = (await timesOf(tx, hash)).filter((time) => time > now - HOUR_MS);
  if (recent.length >= most) return false;
  await tx.db.query("UPDATE automatic_answers SET times = ?, updated_at = ? WHERE address_hash = ?", [
    JSON.stringify([...recent, now]),
    toDbTime(tx.now()),
    hash,
  ]);
  return true;
}

/** Of an address, held until the transaction ends: whoever else answers it at this moment waits and counts this one too. */
async function timesOf(tx: Ctx, hash: string): Promise<number[]> {
  // There is a row to hold before it is looked at. Two that make it at one moment: the second waits for the first.
  await insertRows(
    tx.db,
    "automatic_answers",
    [{ address_hash: hash, times: "[]", updated_at: toDbTime(tx.now()) }],
    tx.database.kind === "sqlite" ? "ON CONFLICT DO NOTHING" : "ON DUPLICATE KEY UPDATE address_hash = address_hash",
  );
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const [row]: { times: string }[] = await tx.db.query(
    `SELECT times FROM automatic_answers WHERE address_hash = ? ${hold}`,
    [hash],
  );
  return JSON.parse(row?.times ?? "[]") as number[]; // takeAutomaticAnswer wrote it.
}

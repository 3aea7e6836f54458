import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import type { ClaimedFolder } from "./files";

/** No row is committed so long after its file was stored. */
const LEFT_AFTER_MS = 24 * 60 * 60_000;
const SLICE = 200;
const EVERY_MS = 10 * 60_000;
const IDLE_MS = 400;

/** What names the files of a folder. */
const NAMED_IN: Record<ClaimedFolder, [table: string, column: string]> = {
  attachments: ["comment_attachments", "storage_name"],
  "error-files": ["imports", "error_file"],
  mail: ["incoming_mails", "storage_name"],
  "mail-pages": ["incoming_mails", "page_name"],
};

/**
 * Removes files whose rows were never committed, because the process that stored them was killed or lost the database. A slice at a time.
 * Only what was never claimed is looked at: next to another database, or to an older copy of this one, all other files stay.
 */
export async function clearUnclaimed(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - LEFT_AFTER_MS);
  const names = await ctx.files.unclaimed(before, SLICE);
  for (const [folder, [table, column]] of Object.entries(NAMED_IN)) {
    const asked = names.filter((name) => name.startsWith(`${folder}/`));
    if (asked.length === 0) continue;
    const named = await namesIn(ctx, table, column, asked);
    await ctx.files.claim(named);
    const left = asked.filter((name) => !named.includes(name));
    for (const name of left) await ctx.files.remove(name);
    if (left.length > 0) ctx.log.info({ folder, files: left.length }, "removed files that no row had come to name");
  }
}

/** Rows of one statement: SQLite answers nobody else meanwhile. */
const ROWS = 10_000;

/**
 * Those of these names that a table has. There is no index of them: each mail would have to pay for it, and this is asked after a crash
 * only.
 */
async function namesIn(ctx: Ctx, table: string, column: string, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let after = 0; ; ) {
    const [slice]: { last: number | string | null }[] = await ctx.db.query(
      `SELECT MAX(id) AS last FROM (SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${ROWS}) slice`,
      [after],
    );
    if (slice?.last == null) return found;
    const last = Number(slice.last);
    const rows: { name: string }[] = await ctx.db.query(
      `SELECT ${column} AS name FROM ${table} WHERE id > ? AND id <= ? AND ${column} IN ${placeholders(names.length)}`,
      [after, last, ...names],
    );
    found.push(...rows.map((row) => row.name));
    after = last;
  }
}

/** Clears up from time to time, until it is told to stop. */
export async function keepClearing(ctx: Ctx, isStopping: () => boolean): Promise<void> {
  for (let clearedAt = -EVERY_MS; !isStopping(); await sleep(IDLE_MS)) {
    if (performance.now() - clearedAt < EVERY_MS) continue;
    clearedAt = performance.now();
    await clearUnclaimed(ctx);
  }
}

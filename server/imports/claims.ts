import BetterSqlite3 from "better-sqlite3";
import type { Ctx } from "@/server/ctx";
import { insertRows, placeholders } from "@/server/db";

/** Who came in which line, so that a person who comes twice is an error of the later line, naming the first. */
export interface Claims {
  /** The lines of those of these claims that have been made. */
  linesOf(claims: readonly string[]): Promise<Map<string, number>>;
  add(claims: ReadonlyMap<string, number>): Promise<void>;
}

export const customerClaim = (id: number): string => `c:${String(id).padStart(10, "0")}`;
export const emailClaim = (key: string): string => `e:${key}`;
export const mobileClaim = (key: string): string => `m:${key}`;

/**
 * Of an import that writes: in the transaction of its slice, so that it knows after a crash as well. The customers
 * met suffice, because an e-mail or mobile that an earlier line brought leads to its customer by now.
 */
export function writtenClaims(tx: Ctx, importId: number): Claims {
  return {
    async linesOf(claims) {
      if (claims.length === 0) return new Map();
      const rows: { claim: string; line: number }[] = await tx.db.query(
        `SELECT claim, line FROM import_claims WHERE import_id = ? AND claim IN ${placeholders(claims.length)}`,
        [importId, ...claims],
      );
      return new Map(rows.map((row) => [row.claim, row.line]));
    },
    async add(claims) {
      await insertRows(
        tx.db,
        "import_claims",
        [...claims].map(([claim, line]) => ({ import_id: importId, claim, line })),
      );
    },
  };
}

/**
 * Of a preview, which writes no customer: a database of its own that SQLite keeps in a nameless temporary file and
 * removes by itself, whatever happens. Exact, and of the same memory for ten rows and ten million.
 */
export function temporaryClaims(): Claims & { close(): void } {
  const database = new BetterSqlite3("");
  database.pragma("journal_mode = OFF");
  database.pragma("cache_size = -32000");
  database.exec("CREATE TABLE claims (claim TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID");
  const select = database.prepare<[string], { line: number }>("SELECT line FROM claims WHERE claim = ?");
  const insert = database.prepare<[string, number]>("INSERT OR IGNORE INTO claims VALUES (?, ?)");
  const insertAll = database.transaction((claims: ReadonlyMap<string, number>) => {
    for (const [claim, line] of claims) insert.run(claim, line);
  });
  return {
    async linesOf(claims) {
      const found = new Map<string, number>();
      for (const claim of claims) {
        const row = select.get(claim);
        if (row) found.set(claim, row.line);
      }
      return found;
    },
    async add(claims) {
      insertAll(claims);
    },
    close: () => database.close(),
  };
}

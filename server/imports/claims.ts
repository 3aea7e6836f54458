import BetterSqlite3 from "better-sqlite3";
import type { Ctx } from "@/server/ctx";
import { insertRows, placeholders } from "@/server/db";

/** Who came in which line, so that a person who comes twice is an error of the later line, naming the first. */
export interface Claims {
  /** The lines of those of these claims that have been made. */
  linesOf(claims: readonly string[]): Promise<Map<string, number>>;
  add(claims: ReadonlyMap<string, number>): Promise<void>;
  /** The lines of those of these customers whom this import itself has made. */
  linesOfCreated(ids: readonly number[]): Promise<Map<number, number>>;
  /** Customers made of these lines, their ids following one another. */
  addCreated(firstId: number, lines: readonly number[]): Promise<void>;
}

export const customerClaim = (id: number): string => `c:${String(id).padStart(10, "0")}`;
export const emailClaim = (key: string): string => `e:${key}`;
export const mobileClaim = (key: string): string => `m:${key}`;

/**
 * Of an import that writes: in the transaction of its slice, so that it knows after a crash as well. Whom it made itself
 * it knows by their source and needs no row of their own, only the lines of each slice. Of the others it notes whom it met; an e-mail or
 * mobile that an earlier line brought leads to its customer by now, so only those that a line took off are claims themselves.
 */
export class WrittenClaims {
  private constructor(
    private readonly importId: number,
    /** First ids of the slices so far: a number for thousands of rows. */
    private readonly slices: number[],
    private hasKeys: boolean,
  ) {}

  /** As the slices written so far left them. */
  static async of(ctx: Ctx, importId: number): Promise<WrittenClaims> {
    const slices: { first_id: number }[] = await ctx.db.query(
      "SELECT first_id FROM import_slices WHERE import_id = ? ORDER BY first_id",
      [importId],
    );
    const keys = await ctx.db.query("SELECT claim FROM import_claims WHERE import_id = ? AND claim > 'd' LIMIT 1", [
      importId,
    ]);
    return new WrittenClaims(
      importId,
      slices.map((slice) => slice.first_id),
      keys.length > 0,
    );
  }

  /** In the transaction of one slice. */
  in(tx: Ctx): Claims {
    const { importId } = this;
    return {
      linesOf: async (claims) => {
        const asked = this.hasKeys ? claims : claims.filter(isCustomerClaim);
        if (asked.length === 0) return new Map();
        const rows: { claim: string; line: number }[] = await tx.db.query(
          `SELECT claim, line FROM import_claims WHERE import_id = ? AND claim IN ${placeholders(asked.length)}`,
          [importId, ...asked],
        );
        return new Map(rows.map((row) => [row.claim, row.line]));
      },
      add: async (claims) => {
        const made = [...claims].map(([claim, line]) => ({ import_id: importId, claim, line }));
        await insertRows(tx.db, "import_claims", made);
        // True too early where the transaction fails: that costs a look, no more.
        this.hasKeys ||= made.some(({ claim }) => !isCustomerClaim(claim));
      },
      linesOfCreated: (ids) => this.linesOfCreated(tx, ids),
      addCreated: async (firstId, lines) => {
        await insertRows(tx.db, "import_slices", [
          { import_id: importId, first_id: firstId, line_numbers: lines.join(",") },
        ]);
        this.slices.push(firstId);
      },
    };
  }

  private async linesOfCreated(tx: Ctx, ids: readonly number[]): Promise<Map<number, number>> {
    const sliceOf = (id: number) => this.slices.findLast((firstId) => firstId <= id);
    const wanted = [...new Set(ids.flatMap((id) => sliceOf(id) ?? []))];
    const found = new Map<number, number>();
    if (wanted.length === 0) return found;
    const slices: { first_id: number; line_numbers: string }[] = await tx.db.query(
      `SELECT first_id, line_numbers FROM import_slices WHERE import_id = ? AND first_id IN ${placeholders(wanted.length)}`,
      [this.importId, ...wanted],
    );
    const lines = new Map(slices.map((slice) => [slice.first_id, slice.line_numbers.split(",")]));
    for (const id of ids) {
      const firstId = sliceOf(id) ?? 0;
      const line = lines.get(firstId)?.[id - firstId];
      if (line !== undefined) found.set(id, Number(line));
    }
    return found;
  }
}

const isCustomerClaim = (claim: string): boolean => claim.startsWith("c:");

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
    // A preview makes nobody.
    linesOfCreated: async () => new Map(),
    addCreated: async () => undefined,
    close: () => database.close(),
  };
}

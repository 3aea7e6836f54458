import type { Ctx } from "@/server/ctx";
import type { Statement } from "./count-statements";

/** What the database would go through from end to end for these statements: `table in: statement`, each once. */
export async function wholeReads(
  ctx: Ctx,
  statements: readonly Statement[],
  isSmall: (table: string) => boolean,
): Promise<string[]> {
  const read = new Set<string>();
  for (const statement of statements) {
    for (const table of await tablesRead(ctx, statement))
      if (!isSmall(table)) read.add(`${table} in: ${statement.sql.replace(/\s+/g, " ")}`);
  }
  return [...read];
}

async function tablesRead(ctx: Ctx, { sql, parameters }: Statement): Promise<string[]> {
  if (!/^\s*SELECT/i.test(sql)) return [];
  if (ctx.database.kind === "sqlite") {
    const plan: { detail: string }[] = await ctx.db.query(`EXPLAIN QUERY PLAN ${sql}`, parameters);
    // "SCAN c USING INDEX" walks an index in order, which LIMIT ends; "SCAN c" alone is the table.
    return plan.flatMap(({ detail }) => /^SCAN (\w+)$/.exec(detail)?.[1] ?? []);
  }
  const plan: { table: string | null; type: string | null }[] = await ctx.db.query(`EXPLAIN ${sql}`, parameters);
  return plan.flatMap(({ table, type }) => (type === "ALL" && table && !/^</.test(table) ? [table] : []));
}

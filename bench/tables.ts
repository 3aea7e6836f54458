import type { SqlConnection } from "./sql-connection";

/** Keeps the import's own accounts, not customers: the limit is given with and without them. */
export const isBookkeeping = (table: string): boolean => /^(import|job|upload)/.test(table);

/** Rows of every table. */
export async function tableSizes(sql: SqlConnection): Promise<Map<string, number>> {
  const found = await sql.all(
    sql.kind === "sqlite"
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
      : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  const sizes = new Map<string, number>();
  for (const { name } of found) {
    const [row] = await sql.all(`SELECT COUNT(*) AS size FROM ${name}`);
    sizes.set(String(name), Number(row?.size));
  }
  return sizes;
}

/** The tables that an import filled, parents before those that refer to them. */
export function filledTables(before: Map<string, number>, after: Map<string, number>, rows: number): string[] {
  const filled = [...after].filter(([table, size]) => size - (before.get(table) ?? 0) >= rows / 20);
  return filled.map(([table]) => table).sort((a, b) => Number(b === "customers") - Number(a === "customers"));
}

/** Small tables that the rows refer to; both databases get them before the clock runs. */
export const REFERRED_TO = ["organisations", "attribute_definitions"];

import { insertGroups, type TableRows } from "./limit-tickets";
import { connect, type Row, type SqlConnection } from "./sql-connection";
import { tableSizes } from "./tables";

/** What the product keeps for itself and every database has alike. */
const NOT_COUNTED = /^(migrations|id_ranges|access_tokens|settings|mail_gates|named_leases)$/;

export type Sizes = Map<string, number>;

export async function sizesOf(url: string): Promise<Sizes> {
  return using(url, tableSizes);
}

/**
 * All rows that messages have left in the database since `before`, table by table, shared out evenly: as many groups as messages. A
 * message's own rows cannot be told from those of another everywhere, and need not be: they are all alike.
 */
export async function rowsOfMessages(url: string, before: Sizes, messages: number): Promise<TableRows[][]> {
  return using(url, async (sql) => {
    const groups: TableRows[][] = Array.from({ length: messages }, () => []);
    for (const table of (await tableSizes(sql)).keys()) {
      if (NOT_COUNTED.test(table)) continue;
      const rows = (await sql.all(`SELECT * FROM ${table}`)).slice(before.get(table) ?? 0);
      const shares = new Map<number, Row[]>();
      rows.forEach((row, index) => {
        const group = Math.floor((index * messages) / rows.length);
        shares.set(group, [...(shares.get(group) ?? []), row]);
      });
      for (const [group, share] of shares) groups[group]?.push({ table, rows: share });
    }
    return groups;
  });
}

/** The same rows into empty tables: a transaction a message, a statement a table, without a look at what refers to what. Returns the seconds. */
export const insertMessages = (url: string, groups: readonly TableRows[][], concurrency: number): Promise<number> =>
  insertGroups(url, groups, { concurrency, foreignKeys: "off" });

async function using<T>(url: string, work: (sql: SqlConnection) => Promise<T>): Promise<T> {
  const sql = await connect(url);
  try {
    return await work(sql);
  } finally {
    await sql.close();
  }
}

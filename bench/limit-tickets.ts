import Sqlite from "better-sqlite3";
import mysql from "mysql2/promise";
import { connect, fileOf, kindOf, type Row, type SqlConnection, type SqlValue } from "./sql-connection";

/** Rows of one table that go in together. */
export interface TableRows {
  table: string;
  rows: Row[];
}

/** All that one ticket from a new sender came to in the database, table by table, in an order that foreign keys allow. */
export interface TicketRows {
  ticketId: number;
  inserts: TableRows[];
}

const OF_CUSTOMER = ["customer_identifiers", "customer_words", "ticket_counts", "activity_entries"] as const;
const OF_TICKET = ["ticket_comments", "ticket_words", "ticket_changes"] as const;

/** The rows of the tickets after one, read from the product's own database. */
export async function ticketRowsOf(url: string, afterTicket: number): Promise<TicketRows[]> {
  const sql = await connect(url);
  try {
    const tickets = await sql.all("SELECT * FROM tickets WHERE id > ? ORDER BY id", [afterTicket]);
    const ids = new Set(tickets.map((ticket) => Number(ticket.reporter_id)));
    if (ids.size !== tickets.length) throw new Error("Two of the tickets are from one sender.");
    const byCustomer = new Map<number, TableRows[]>();
    const byTicket = new Map<number, TableRows[]>();
    for (const customer of await sql.all("SELECT * FROM customers")) {
      if (ids.has(Number(customer.id))) byCustomer.set(Number(customer.id), [{ table: "customers", rows: [customer] }]);
    }
    for (const table of OF_CUSTOMER) await collect(sql, table, "customer_id", byCustomer);
    for (const ticket of tickets) byTicket.set(Number(ticket.id), [{ table: "tickets", rows: [ticket] }]);
    for (const table of OF_TICKET) await collect(sql, table, "ticket_id", byTicket);
    const jobs = new Map<number, Row[]>();
    for (const job of await sql.all("SELECT * FROM jobs")) {
      // Here each is of one.
      const { ticketIds: [ticketId] = [], customerIds: [customerId] = [] } = JSON.parse(String(job.payload)) as {
        ticketIds?: number[];
        customerIds?: number[];
      };
      const ticket = ticketId ?? tickets.find((one) => Number(one.reporter_id) === customerId)?.id;
      jobs.set(Number(ticket), [...(jobs.get(Number(ticket)) ?? []), job]);
    }
    return tickets.map((ticket) => {
      const ticketId = Number(ticket.id);
      const job = jobs.get(ticketId) ?? [];
      return {
        ticketId,
        inserts: [
          ...(byCustomer.get(Number(ticket.reporter_id)) ?? []),
          ...(byTicket.get(ticketId) ?? []),
          ...(job.length > 0 ? [{ table: "jobs", rows: job }] : []),
        ],
      };
    });
  } finally {
    await sql.close();
  }
}

async function collect(
  sql: SqlConnection,
  table: string,
  column: string,
  owners: Map<number, TableRows[]>,
): Promise<void> {
  const rows = new Map<number, Row[]>();
  for (const row of await sql.all(`SELECT * FROM ${table}`)) {
    const owner = Number(row[column]);
    if (owners.has(owner)) rows.set(owner, [...(rows.get(owner) ?? []), row]);
  }
  for (const [owner, found] of rows) owners.get(owner)?.push({ table, rows: found });
}

/** Inserts them again into empty tables made by the same migrations: a transaction a ticket, a statement a table. Returns the seconds. */
export async function insertBare(url: string, tickets: readonly TicketRows[], concurrency: number): Promise<number> {
  return insertGroups(
    url,
    tickets.map((ticket) => ticket.inserts),
    { concurrency, foreignKeys: "on" },
  );
}

interface HowToInsert {
  concurrency: number;
  foreignKeys: "on" | "off";
}

/** Inserts groups of rows: a transaction a group, a statement a table. Returns the seconds. */
export async function insertGroups(url: string, groups: readonly TableRows[][], how: HowToInsert): Promise<number> {
  return kindOf(url) === "sqlite" ? intoSqlite(fileOf(url), groups, how) : intoMysql(url, groups, how);
}

function intoSqlite(file: string, groups: readonly TableRows[][], { foreignKeys }: HowToInsert): number {
  const db = new Sqlite(file);
  // As the product has it.
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("cache_size = -32000");
  db.pragma("wal_autocheckpoint = 8000");
  db.pragma(`foreign_keys = ${foreignKeys}`);
  const statements = new Map<string, Sqlite.Statement>();
  const insertGroup = db.transaction((group: readonly TableRows[]) => {
    for (const { table, rows } of group) {
      const { text, values } = insertOf(table, rows);
      const statement = statements.get(text) ?? db.prepare(text);
      statements.set(text, statement);
      statement.run(...values);
    }
  });
  const begin = performance.now();
  for (const group of groups) insertGroup.immediate(group);
  const seconds = (performance.now() - begin) / 1000;
  db.close();
  return seconds;
}

async function intoMysql(
  url: string,
  groups: readonly TableRows[][],
  { concurrency, foreignKeys }: HowToInsert,
): Promise<number> {
  const options = { uri: url, dateStrings: true, charset: "utf8mb4_bin" };
  const connections = await Promise.all(Array.from({ length: concurrency }, () => mysql.createConnection(options)));
  for (const connection of connections) {
    await connection.query("SET SESSION foreign_key_checks = ?", [foreignKeys === "on" ? 1 : 0]);
  }
  let next = 0;
  const begin = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      for (let group = groups[next++]; group; group = groups[next++]) {
        await connection.query("START TRANSACTION");
        for (const { table, rows } of group) {
          const { text, values } = insertOf(table, rows);
          await connection.query(text, values);
        }
        await connection.query("COMMIT");
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  await Promise.all(connections.map((connection) => connection.end()));
  return seconds;
}

function insertOf(table: string, rows: readonly Row[]): { text: string; values: SqlValue[] } {
  const columns = Object.keys(rows[0] ?? {});
  const line = `(${columns.map(() => "?").join(", ")})`;
  return {
    text: `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${rows.map(() => line).join(", ")}`,
    // What either driver reads of these tables is text, a number or nothing.
    values: rows.flatMap((row) => columns.map((column) => row[column] as SqlValue)),
  };
}

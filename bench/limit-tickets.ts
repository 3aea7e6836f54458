import Sqlite from "better-sqlite3";
import mysql from "mysql2/promise";
import { connect, fileOf, kindOf, type Row, type SqlConnection, type SqlValue } from "./sql-connection";

/** All that one ticket from a new sender came to in the database, table by table, in an order that foreign keys allow. */
export interface TicketRows {
  ticketId: number;
  inserts: { table: string; rows: Row[] }[];
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
    const byCustomer = new Map<number, { table: string; rows: Row[] }[]>();
    const byTicket = new Map<number, { table: string; rows: Row[] }[]>();
    for (const customer of await sql.all("SELECT * FROM customers")) {
      if (ids.has(Number(customer.id))) byCustomer.set(Number(customer.id), [{ table: "customers", rows: [customer] }]);
    }
    for (const table of OF_CUSTOMER) await collect(sql, table, "customer_id", byCustomer);
    for (const ticket of tickets) byTicket.set(Number(ticket.id), [{ table: "tickets", rows: [ticket] }]);
    for (const table of OF_TICKET) await collect(sql, table, "ticket_id", byTicket);
    const jobs = new Map<number, Row[]>();
    for (const job of await sql.all("SELECT * FROM jobs")) {
      const { ticketId, customerId } = JSON.parse(String(job.payload)) as { ticketId?: number; customerId?: number };
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
  owners: Map<number, { table: string; rows: Row[] }[]>,
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
  return kindOf(url) === "sqlite" ? intoSqlite(fileOf(url), tickets) : intoMysql(url, tickets, concurrency);
}

function intoSqlite(file: string, tickets: readonly TicketRows[]): number {
  const db = new Sqlite(file);
  // As the product has it.
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  db.pragma("cache_size = -32000");
  db.pragma("wal_autocheckpoint = 8000");
  db.pragma("foreign_keys = ON");
  const statements = new Map<string, Sqlite.Statement>();
  const insertTicket = db.transaction((ticket: TicketRows) => {
    for (const { table, rows } of ticket.inserts) {
      const { text, values } = insertOf(table, rows);
      const statement = statements.get(text) ?? db.prepare(text);
      statements.set(text, statement);
      statement.run(...values);
    }
  });
  const begin = performance.now();
  for (const ticket of tickets) insertTicket.immediate(ticket);
  const seconds = (performance.now() - begin) / 1000;
  db.close();
  return seconds;
}

async function intoMysql(url: string, tickets: readonly TicketRows[], concurrency: number): Promise<number> {
  const options = { uri: url, dateStrings: true, charset: "utf8mb4_bin" };
  const connections = await Promise.all(Array.from({ length: concurrency }, () => mysql.createConnection(options)));
  let next = 0;
  const begin = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      for (let ticket = tickets[next++]; ticket; ticket = tickets[next++]) {
        await connection.query("START TRANSACTION");
        for (const { table, rows } of ticket.inserts) {
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

import { createAgent } from "@/server/accounts/agents";
import type { Ctx } from "@/server/ctx";
import { seedTickets } from "@/server/seed-tickets";
import { columnsOf } from "./populate";
import { connect, type SqlConnection } from "./sql-connection";

/** What the product's own seed makes; the rest are copies of them under numbers, times and reporters of their own. */
const SEEDED = 5000;
/** Reporters of copies stand this far from each other, so that the tickets spread over all customers. */
const STRIDE = 9973;
/** One customer in fifty is on the Deleted list. */
const DELETED = 50;

/** Adds tickets to a database that `populate` has filled, and deletes some customers, so that every view has what it shows. */
export async function populateTickets(ctx: Ctx, url: string, customers: number, tickets: number): Promise<void> {
  for (const name of ["Ada Agent", "Ben Brook", "Cleo Carter", "Dan Dale"]) {
    const email = `${name.split(" ")[0]?.toLowerCase()}@desk.example`;
    await createAgent(ctx, { email, name, role: "agent", password: "correct horse battery" });
  }
  await seedTickets(ctx, { tickets: Math.min(tickets, SEEDED) });
  const sql = await connect(url);
  try {
    await multiply(sql, customers, tickets);
    await count(sql);
    await deleteSome(sql);
    for (const table of ["customers", "customer_words", "tickets", "ticket_words", "ticket_tags"]) {
      await sql.run(sql.kind === "sqlite" ? `ANALYZE ${table}` : `ANALYZE TABLE ${table}`);
    }
  } finally {
    await sql.close();
  }
}

async function multiply(sql: SqlConnection, customers: number, tickets: number): Promise<void> {
  const copies = Math.ceil(tickets / SEEDED) - 1;
  if (copies < 1) return;
  const [found] = await sql.all("SELECT MIN(id) AS first FROM tickets");
  const first = Number(found?.first);
  await sql.run("CREATE TABLE bench_copies (k INTEGER PRIMARY KEY)");
  for (let k = 1; k <= copies; k += 1) await sql.run("INSERT INTO bench_copies (k) VALUES (?)", [k]);
  const newId = (column: string) => `${column} + k.k * ${SEEDED}`;
  const earlier = (column: string) =>
    sql.kind === "sqlite"
      ? `strftime('%Y-%m-%d %H:%M:%f', ${column}, '-' || (k.k * 5) || ' hours')`
      : `${column} - INTERVAL k.k * 5 HOUR`;
  const copy = (table: string, key: string, expressionFor: (column: string) => string) =>
    copyRows(
      sql,
      table,
      `CROSS JOIN bench_copies k WHERE c.${key} < ${first + SEEDED} ORDER BY k.k, c.${key}`,
      (column) => (column === key ? newId(`c.${key}`) : expressionFor(column)),
    );
  await copy("tickets", "id", (column) => {
    if (column === "reporter_id") return `(c.reporter_id + k.k * ${STRIDE}) % ${customers} + 1`;
    return column.endsWith("_at") ? earlier(`c.${column}`) : `c.${column}`;
  });
  await copy("ticket_tags", "ticket_id", (column) => (column === "id" ? "NULL" : `c.${column}`));
  const text = sql.kind === "sqlite" ? "TEXT" : "CHAR";
  await copy("ticket_words", "ticket_id", (column) =>
    column === "word"
      ? `CASE WHEN c.word = CAST(c.ticket_id AS ${text}) THEN CAST(${newId("c.ticket_id")} AS ${text}) ELSE c.word END`
      : `c.${column}`,
  );
  await sql.run("DROP TABLE bench_copies");
  await sql.run("UPDATE id_ranges SET next_id = (SELECT MAX(id) + 1 FROM tickets) WHERE name = 'tickets'");
}

async function copyRows(
  sql: SqlConnection,
  table: string,
  end: string,
  expressionFor: (column: string) => string,
): Promise<void> {
  const columns = await columnsOf(sql, table);
  await sql.run(
    `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${columns.map(expressionFor).join(", ")} FROM ${table} c ${end}`,
  );
}

/** The product counts with every change of a ticket; here all of them are counted at the end. */
async function count(sql: SqlConnection): Promise<void> {
  await sql.run("DELETE FROM ticket_counts");
  await sql.run(
    "INSERT INTO ticket_counts (customer_id, status, tickets) SELECT reporter_id, status, COUNT(*) FROM tickets GROUP BY reporter_id, status",
  );
  await sql.run(
    `UPDATE customers SET
      tickets_all = (SELECT COALESCE(SUM(n.tickets), 0) FROM ticket_counts n WHERE n.customer_id = customers.id),
      tickets_open = (SELECT COALESCE(SUM(n.tickets), 0) FROM ticket_counts n WHERE n.customer_id = customers.id AND n.status <> 'closed')
      WHERE id IN (SELECT customer_id FROM ticket_counts)`,
  );
}

async function deleteSome(sql: SqlConnection): Promise<void> {
  await sql.run(`UPDATE customers SET is_deleted = 1, deleted_at = updated_at WHERE id % ${DELETED} = 0`);
  await sql.run(`UPDATE customer_words SET is_deleted = 1 WHERE customer_id % ${DELETED} = 0`);
}

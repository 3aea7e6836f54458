import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { runPrefix } from "@/checks/used-mysql";
import { migrate, openDatabase } from "@/server/db";

// A general collation on purpose: the columns themselves must say that they are binary.
const COLLATION = "CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";

/** Runs on the tests' server, on a connection that takes several statements at once. */
export async function onServer<T>(work: (server: Connection) => Promise<T>): Promise<T> {
  const server = await createConnection({ uri: process.env.TEST_MYSQL_URL ?? "", multipleStatements: true });
  try {
    // MySQL, unlike MariaDB, answers about its tables with what it knew a day ago.
    await server.query("/*!80000 SET SESSION information_schema_stats_expiry = 0 */");
    return await work(server);
  } finally {
    await server.end();
  }
}

export const urlOf = (name: string): string =>
  Object.assign(new URL(process.env.TEST_MYSQL_URL ?? ""), { pathname: `/${name}` }).toString();

/** An empty database without tables. */
export async function createDatabase(name: string): Promise<void> {
  await onServer((server) => server.query(`CREATE DATABASE ${name} ${COLLATION}`));
}

export async function dropDatabase(name: string): Promise<void> {
  await onServer((server) => server.query(`DROP DATABASE IF EXISTS ${name}`));
}

const inUse = new Set<string>();

/**
 * A migrated database in which nothing has happened yet. To make its tables takes a hundred times as long as to empty them, so a
 * worker keeps its databases for the next test, in the next file too. `giveBack` when the test is over, with its connections closed.
 */
export async function takeDatabase(): Promise<{ name: string; giveBack: () => void }> {
  const name = unusedName();
  inUse.add(name);
  await onServer(async (server) => {
    pattern ??= await findPattern(server);
    await endConnections(server, name);
    if ((await shapeOf(server, name)) === pattern.shape) await empty(server, name, pattern);
    else await copyTables(server, name, pattern);
  });
  return { name, giveBack: () => inUse.delete(name) };
}

function unusedName(): string {
  for (let count = 1; ; count += 1) {
    const name = `${runPrefix()}${process.env.JEST_WORKER_ID}_${count}`;
    if (!inUse.has(name)) return name;
  }
}

/** The database that the migrations have made, and that nobody else writes to. */
interface Pattern {
  name: string;
  shape: string;
  tables: string[];
  /** Those in which the migrations have left rows. */
  filled: string[];
  counters: string[];
}

let pattern: Pattern | undefined;

async function findPattern(server: Connection): Promise<Pattern> {
  const name = `${runPrefix()}pattern`;
  await makePattern(server, name);
  const tables = await tablesOf(server, name);
  return {
    name,
    shape: await shapeOf(server, name),
    tables,
    filled: await filledOf(server, name, tables),
    counters: await countersOf(server, name),
  };
}

/** Once in a run: the first to come makes it, the others wait. */
async function makePattern(server: Connection, name: string): Promise<void> {
  if (await exists(server, `${name}_done`)) return;
  await server.query("SELECT GET_LOCK(?, 120)", [name]);
  if (!(await exists(server, `${name}_done`))) {
    await server.query(`DROP DATABASE IF EXISTS ${name}; CREATE DATABASE ${name} ${COLLATION}`);
    const database = await openDatabase({ database: { kind: "mysql", url: urlOf(name) } });
    await migrate(database).finally(() => database.close());
    await server.query(`CREATE DATABASE ${name}_done`);
  }
  await server.query("SELECT RELEASE_LOCK(?)", [name]);
}

async function exists(server: Connection, name: string): Promise<boolean> {
  return (
    (await column(server, "SELECT schema_name FROM information_schema.schemata WHERE schema_name = ?", name)) !== ""
  );
}

/** A process that a test has killed may still be about to write. */
async function endConnections(server: Connection, name: string): Promise<void> {
  for (;;) {
    const ids = await column(server, "SELECT id FROM information_schema.processlist WHERE db = ?", name);
    if (ids === "") return;
    // It may end by itself meanwhile.
    for (const id of lines(ids)) await server.query(`KILL ${id}`).catch(() => undefined);
  }
}

/** Everything that a test might have changed of the tables themselves. */
async function shapeOf(server: Connection, name: string): Promise<string> {
  const parts = [
    `SELECT CONCAT_WS(' ', table_name, column_name, ordinal_position, column_type, is_nullable, column_default, collation_name, extra)
      FROM information_schema.columns WHERE table_schema = ? ORDER BY table_name, ordinal_position`,
    `SELECT CONCAT_WS(' ', table_name, index_name, seq_in_index, column_name, non_unique)
      FROM information_schema.statistics WHERE table_schema = ? ORDER BY table_name, index_name, seq_in_index`,
    `SELECT CONCAT_WS(' ', table_name, constraint_name, constraint_type)
      FROM information_schema.table_constraints WHERE table_schema = ? ORDER BY table_name, constraint_name`,
    "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = ? ORDER BY trigger_name",
  ];
  const shapes = [];
  for (const part of parts) shapes.push(await column(server, part, name));
  return shapes.join("\n\n");
}

async function empty(server: Connection, name: string, pattern: Pattern): Promise<void> {
  const filled = await filledOf(server, name, pattern.tables);
  const moved = (await countersOf(server, name)).filter((counter) => !pattern.counters.includes(counter));
  await server.query(
    [
      "SET foreign_key_checks = 0",
      ...filled.map((table) => `DELETE FROM ${name}.${table}`),
      ...pattern.filled.map((table) => `INSERT INTO ${name}.${table} SELECT * FROM ${pattern.name}.${table}`),
      // Back to the first that is free.
      ...moved.map((counter) => `ALTER TABLE ${name}.${counter.split(" ")[0]} AUTO_INCREMENT = 1`),
    ].join(";"),
  );
}

async function copyTables(server: Connection, name: string, pattern: Pattern): Promise<void> {
  await server.query(`DROP DATABASE IF EXISTS ${name}; CREATE DATABASE ${name} ${COLLATION}; USE ${name}`);
  const statements = ["SET foreign_key_checks = 0"];
  for (const table of pattern.tables) {
    const [[row]] = await server.query<RowDataPacket[]>(`SHOW CREATE TABLE ${pattern.name}.${table}`);
    statements.push(String(row?.["Create Table"]));
  }
  await server.query(statements.join(";"));
  await empty(server, name, pattern);
}

/** Each table that counts its ids, with the next one. */
async function countersOf(server: Connection, name: string): Promise<string[]> {
  const counters = `SELECT CONCAT(table_name, ' ', auto_increment) FROM information_schema.tables
    WHERE table_schema = ? AND auto_increment IS NOT NULL`;
  return lines(await column(server, counters, name));
}

async function tablesOf(server: Connection, name: string): Promise<string[]> {
  return (await column(server, "SELECT table_name FROM information_schema.tables WHERE table_schema = ?", name)).split(
    "\n",
  );
}

/** Those tables that hold a row. */
async function filledOf(server: Connection, name: string, tables: readonly string[]): Promise<string[]> {
  const [rows] = await server.query<RowDataPacket[]>(
    tables.map((table) => `(SELECT '${table}' AS name FROM ${name}.${table} LIMIT 1)`).join(" UNION ALL "),
  );
  return rows.map((row) => String(row.name));
}

const lines = (text: string): string[] => text.split("\n").filter(Boolean);

/** The first column of the answer, a line for each row. */
async function column(server: Connection, sql: string, name: string): Promise<string> {
  const [rows] = await server.query<RowDataPacket[][]>({ sql, rowsAsArray: true }, [name]);
  return rows.map((row) => String(row[0])).join("\n");
}

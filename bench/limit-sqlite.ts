import Sqlite from "better-sqlite3";
import type { LimitOrder, LimitReport } from "./limit-mysql";
import { cpuOf, peakMemoryOf } from "./processes";
import { fileOf } from "./sql-connection";
import { REFERRED_TO } from "./tables";

/**
 * The limit of an import on SQLite, in a process of its own: prepared inserts of many rows, in large transactions, of the
 * rows that the import wrote. Reading them is not counted.
 */
const BATCH = 50_000;
const PER_STATEMENT = 100;
/** Milliseconds of processor time that the inserts took. */
let cpu = 0;

function loadAll(order: LimitOrder): LimitReport {
  const source = new Sqlite(fileOf(order.sourceUrl), { readonly: true });
  const target = new Sqlite(fileOf(order.targetUrl));
  target.pragma("journal_mode = WAL");
  target.pragma("synchronous = FULL");
  target.pragma("foreign_keys = ON");
  target.pragma("wal_autocheckpoint = 20000");
  const seconds: Record<string, number> = {};
  cpu = 0;
  for (const table of REFERRED_TO) {
    target.prepare(`DELETE FROM ${table}`).run();
    copy(source, target, table, "");
  }
  for (const table of order.tables) {
    seconds[table] = copy(
      source,
      target,
      table,
      table === "customer_words" && order.order === "key" ? "word, customer_id" : "rowid",
    );
  }
  const begin = performance.now();
  target.pragma("wal_checkpoint(TRUNCATE)");
  seconds.checkpoint = (performance.now() - begin) / 1000;
  target.close();
  return { seconds, cpuSeconds: { loader: cpu / 1000, database: 0 }, peakMemoryMiB: peakMemoryOf(process.pid) };
}

/** Returns the seconds that the inserts took. */
function copy(source: Sqlite.Database, target: Sqlite.Database, table: string, order: string): number {
  const columns = source.pragma(`table_info(${table})`) as { name: string }[];
  const names = columns.map((column) => column.name).join(", ");
  const one = `(${columns.map(() => "?").join(", ")})`;
  const insertOf = (count: number) =>
    target.prepare(`INSERT INTO ${table} (${names}) VALUES ${Array.from({ length: count }, () => one).join(", ")}`);
  const many = insertOf(PER_STATEMENT);
  const single = insertOf(1);
  const write = target.transaction((rows: unknown[][]) => {
    let at = 0;
    for (; at + PER_STATEMENT <= rows.length; at += PER_STATEMENT) many.run(rows.slice(at, at + PER_STATEMENT).flat());
    for (; at < rows.length; at += 1) single.run(rows[at]);
  });
  let spent = 0;
  let batch: unknown[][] = [];
  const flush = () => {
    const [begin, cpuBefore] = [performance.now(), cpuOf(process.pid) ?? 0];
    write(batch);
    spent += performance.now() - begin;
    cpu += (cpuOf(process.pid) ?? 0) - cpuBefore;
    batch = [];
  };
  for (const row of source
    .prepare(`SELECT ${names} FROM ${table} ${order && `ORDER BY ${order}`}`)
    .raw()
    .iterate()) {
    batch.push(row as unknown[]);
    if (batch.length === BATCH) flush();
  }
  if (batch.length > 0) flush();
  return spent / 1000;
}

process.on("message", (order: LimitOrder) => {
  process.send?.(loadAll(order));
});

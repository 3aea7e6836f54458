import { createReadStream, createWriteStream } from "node:fs";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import mysql from "mysql2";
import { cpuOf, peakMemoryOf } from "./processes";
import { REFERRED_TO } from "./tables";

/**
 * The limit of an import on MariaDB, in a process of its own: LOAD DATA LOCAL INFILE of the rows that the import wrote into
 * tables that the same migrations made. Writing the files is not counted.
 */
export interface LimitOrder {
  sourceUrl: string;
  /** A migrated, empty database. */
  targetUrl: string;
  folder: string;
  tables: string[];
  /** In the order that the import wrote them, or sorted by primary key, in which MariaDB loads fastest. */
  order: "written" | "key";
  /** Of the database's own process, when it runs on this machine. */
  databasePid?: number;
}

export interface LimitReport {
  /** Table → seconds. */
  seconds: Record<string, number>;
  /** Processor time of the loading alone. */
  cpuSeconds: { loader: number; database: number };
  peakMemoryMiB: number | undefined;
}

async function loadAll(order: LimitOrder): Promise<LimitReport> {
  const source = mysql.createConnection({ uri: order.sourceUrl, dateStrings: true, charset: "utf8mb4_bin" });
  const target = mysql.createConnection({ uri: order.targetUrl, charset: "utf8mb4_bin", flags: ["+LOCAL_FILES"] });
  const seconds: Record<string, number> = {};
  const cpuSeconds = { loader: 0, database: 0 };
  const spent = () => [cpuOf(process.pid) ?? 0, cpuOf(order.databasePid) ?? 0] as const;
  try {
    // Migrations put rows of their own into the second of them.
    for (const table of REFERRED_TO) await target.promise().query(`DELETE FROM ${table}`);
    for (const table of [...REFERRED_TO, ...order.tables]) {
      const file = path.join(order.folder, `${table}.tsv`);
      await dump(source, table, orderOf(table, order.order), file);
      const [loader, database] = spent();
      const begin = performance.now();
      await target.promise().query({
        sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${table} CHARACTER SET utf8mb4`,
        infileStreamFactory: () => createReadStream(file, { highWaterMark: 1 << 18 }),
      });
      if (REFERRED_TO.includes(table)) continue;
      seconds[table] = (performance.now() - begin) / 1000;
      const [loaderAfter, databaseAfter] = spent();
      cpuSeconds.loader += (loaderAfter - loader) / 1000;
      cpuSeconds.database += (databaseAfter - database) / 1000;
    }
  } finally {
    source.end();
    target.end();
  }
  return { seconds, cpuSeconds, peakMemoryMiB: peakMemoryOf(process.pid) };
}

function orderOf(table: string, order: LimitOrder["order"]): string {
  // Its key begins with the word; the import wrote customer after customer.
  return table === "customer_words" && order === "written" ? "ORDER BY customer_id, word" : "";
}

async function dump(source: mysql.Connection, table: string, orderBy: string, file: string): Promise<void> {
  const rows = source
    .query({ sql: `SELECT * FROM ${table} ${orderBy}`, rowsAsArray: true })
    .stream({ highWaterMark: 1000 });
  const lines = new Transform({
    writableObjectMode: true,
    transform: (row: unknown[], _, done) => done(null, `${row.map(cell).join("\t")}\n`),
  });
  await pipeline(rows, lines, createWriteStream(file));
}

function cell(value: unknown): string {
  if (value === null) return "\\N";
  return String(value).replace(/[\\\t\n]/g, (character) =>
    character === "\t" ? "\\t" : character === "\n" ? "\\n" : "\\\\",
  );
}

process.on("message", (order: LimitOrder) => {
  loadAll(order).then(
    (report) => process.send?.(report),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    },
  );
});

import { Readable } from "node:stream";
import type { Connection, QueryError, ResultSetHeader } from "mysql2";
import type { EntityManager, QueryRunner } from "typeorm";

/** Fewer rows than this go in as fast with an INSERT. */
const WORTH_LOADING = 200;

type Row = Record<string, unknown>;

/** Rows to insert; of those that are made on the way, `length` is of what they are made of. */
export type Rows = Iterable<Row> & { readonly length: number };

/** Rows that are made when they are needed, while the database works on those before them. */
export class MadeRows<T> implements Iterable<Row> {
  constructor(
    private readonly of: readonly T[],
    private readonly make: (one: T) => Row | Row[],
  ) {}

  get length(): number {
    return this.of.length;
  }

  *[Symbol.iterator](): Generator<Row> {
    for (const one of this.of) {
      const made = this.make(one);
      if (Array.isArray(made)) yield* made;
      else yield made;
    }
  }
}

/**
 * Loads rows into MySQL or MariaDB as LOAD DATA LOCAL INFILE, which costs the server two thirds of an INSERT, in the open
 * transaction. False where an INSERT has to do it: few rows, no transaction, another database, a server that takes no files, or
 * a row that it did not take. LOAD DATA passes over such rows with a warning, so nothing of the lot stays, and the INSERT
 * then says what is wrong.
 */
export async function loadRows(db: EntityManager, table: string, rows: Rows): Promise<boolean> {
  const runner = db.queryRunner;
  const { options } = db.connection;
  if (!runner?.isTransactionActive || rows.length < WORTH_LOADING) return false;
  if ((options.type !== "mysql" && options.type !== "mariadb") || !options.flags?.includes(TAKES_FILES)) return false;
  await runner.query("SAVEPOINT load_rows");
  const { sent, affectedRows, warningStatus } = await load(runner, table, rows);
  if (affectedRows === sent && warningStatus === 0) return true;
  await runner.query("ROLLBACK TO SAVEPOINT load_rows");
  return false;
}

/** The flag of connections whose server takes files from its client. Which one it gets is always ours to say: see `load`. */
export const TAKES_FILES = "+LOCAL_FILES";

async function load(runner: QueryRunner, table: string, rows: Rows): Promise<ResultSetHeader & { sent: number }> {
  const connection: Connection = await runner.connect();
  const [first = {}] = rows;
  const columns = Object.keys(first);
  const count = { sent: 0 };
  // In hexadecimal, because a backslash in quotes means another thing in the mode NO_BACKSLASH_ESCAPES.
  const sql = `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${table} CHARACTER SET utf8mb4
    FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A (${columns.join(", ")})`;
  return new Promise((resolve, reject) => {
    const done = (error: QueryError | null, result: ResultSetHeader) =>
      error ? reject(error) : resolve(Object.assign(result, count));
    // Whatever name the server asks for, it gets these rows.
    const infileStreamFactory = () => Readable.from(textOf(columns, rows, count));
    connection.query<ResultSetHeader>({ sql, infileStreamFactory }, done);
  });
}

/** A packet's worth each: the server works on one while the next is made. */
const CHUNK = 64 * 1024;

function* textOf(columns: readonly string[], rows: Rows, count: { sent: number }): Generator<Buffer> {
  let text = "";
  for (const row of rows) {
    for (const [at, column] of columns.entries()) text += at === 0 ? cellOf(row[column]) : `\t${cellOf(row[column])}`;
    text += "\n";
    count.sent += 1;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text) yield Buffer.from(text);
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") throw new Error(`A row holds ${typeof value}, which cannot be loaded.`);
  return /[\\\t\n\0]/.test(value) ? value.replace(/[\\\t\n\0]/g, escaped) : value;
}

function escaped(character: string): string {
  return character === "\0" ? "\\0" : `\\${character}`;
}

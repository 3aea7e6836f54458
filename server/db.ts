import "reflect-metadata";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { DataSource, type DataSourceOptions, DefaultNamingStrategy, type EntityManager } from "typeorm";
import { migrations } from "@/migrations";
import type { Config } from "./config";
import type { Ctx } from "./ctx";
import { codeOf, isConflict, isReferenceGone } from "./database-errors";
import { queryDirectly } from "./direct-queries";
import { ENTITIES } from "./entities";
import { GroupCommit } from "./group-commit";
import { IdCounter } from "./id-counter";
import { loadRows, type Rows, TAKES_FILES } from "./load-rows";
import { openTransaction } from "./open-transaction";

/** One connected database. On SQLite reads and writes have a connection each (DESIGN trap 5); on MySQL both are one pool. */
export class Database {
  private queue: Promise<unknown> = Promise.resolve();
  private readonly together = new GroupCommit(
    (work) => this.inTurn(work),
    () => openTransaction(this.writer),
  );

  constructor(
    readonly kind: "sqlite" | "mysql",
    readonly writer: DataSource,
    readonly reader: DataSource,
    /** On MySQL; SQLite has one writer, who moves the counters in the transaction. */
    readonly idCounter?: IdCounter,
  ) {}

  /** SQLite has one writing connection, so concurrent transactions would merge into one: they take turns. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** Runs a transaction on SQLite together with others that wait: see GroupCommit. */
  inCompany<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    return this.together.run(work);
  }

  async close(): Promise<void> {
    await this.idCounter?.close();
    if (this.reader !== this.writer && this.reader.isInitialized) await this.reader.destroy();
    if (this.writer.isInitialized) await this.writer.destroy();
  }
}

/** Opens the database without migrating it. */
export async function openDatabase(config: Pick<Config, "database">): Promise<Database> {
  if (config.database.kind === "mysql") {
    const { url } = config.database;
    const pool = await new DataSource(mysqlOptions(url, await askServer(url))).initialize();
    queryDirectly(pool, pool.manager);
    return new Database("mysql", pool, pool, new IdCounter(url));
  }
  const { file } = config.database;
  const writer = await new DataSource({
    ...shared,
    type: "better-sqlite3",
    database: file,
    enableWAL: true,
    // A busy database is waited for without blocking the process: see beginImmediate.
    timeout: 0,
    prepareDatabase: (raw: { pragma(text: string): unknown }) => {
      // A commit that somebody was told of survives a power cut: see docs/decisions/0020.
      raw.pragma("synchronous = FULL");
      // 32 MB each: an import writes all over the indexes, and with SQLite's 2 and 4 MB every page goes to disk many times.
      raw.pragma("cache_size = -32000");
      raw.pragma("wal_autocheckpoint = 8000");
    },
  } as DataSourceOptions).initialize();
  const reader = await new DataSource({
    ...shared,
    type: "better-sqlite3",
    database: file,
    readonly: true,
    timeout: 5000,
  } as DataSourceOptions).initialize();
  queryDirectly(reader, reader.manager);
  return new Database("sqlite", writer, reader);
}

/** `isActive` in code is `is_active` in the database. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom || property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

const shared = {
  namingStrategy: new SnakeCase(),
  entities: ENTITIES,
  migrations,
  migrationsTableName: "migrations",
  // Each migration in a transaction of its own: MySQL commits at every DDL statement anyway.
  migrationsTransactionMode: "each",
  logging: false,
} as const;

interface MysqlServer {
  /** The two describe a nullable column differently, and TypeORM believes what it is told. */
  isMariaDb: boolean;
  takesFiles: boolean;
}

async function askServer(url: string): Promise<MysqlServer> {
  const connection = await createConnection({ uri: url, connectTimeout: 10_000 });
  try {
    const [[row]] = await connection.query<RowDataPacket[]>(
      "SELECT VERSION() AS version, @@local_infile AS takesFiles",
    );
    return { isMariaDb: /mariadb/i.test(String(row?.version)), takesFiles: row?.takesFiles === 1 };
  } finally {
    await connection.end();
  }
}

function mysqlOptions(url: string, { isMariaDb, takesFiles }: MysqlServer): DataSourceOptions {
  return {
    ...shared,
    type: isMariaDb ? "mariadb" : "mysql",
    url,
    flags: takesFiles ? [TAKES_FILES] : [],
    charset: "utf8mb4_bin",
    timezone: "Z",
    dateStrings: true,
    supportBigNumbers: true,
    connectTimeout: 10_000,
    // mysql2 would note a stack for every query.
    extra: { connectionLimit: 10, enableKeepAlive: true, jsonStrings: true, trace: false },
  };
}

/** Brings the schema up to date. Two processes that start at once take turns. */
export async function migrate(database: Database): Promise<string[]> {
  if (database.kind === "sqlite") return ranMigrations(database);
  const runner = database.writer.createQueryRunner();
  try {
    // The lock's name is per server, not per database, hence the database's name in it.
    const name = `deskfolk-migrate-${database.writer.driver.database ?? ""}`.slice(0, 64);
    await runner.query("SELECT GET_LOCK(?, 120)", [name]);
    try {
      return await ranMigrations(database);
    } finally {
      await runner.query("SELECT RELEASE_LOCK(?)", [name]);
    }
  } finally {
    await runner.release();
  }
}

async function ranMigrations(database: Database): Promise<string[]> {
  const done = await database.inTurn(() => database.writer.runMigrations());
  return done.map((migration) => migration.name);
}

/** True when the schema is exactly the one this version needs. */
export async function isMigrated(database: Database): Promise<boolean> {
  const rows: { name: string }[] = await database.reader.query("SELECT name FROM migrations");
  const known = new Set(rows.map((row) => row.name));
  return database.writer.migrations.every((migration) => known.has(migration.name ?? migration.constructor.name));
}

const ATTEMPTS = 6;

/**
 * Runs `work` in one transaction and commits it, or rolls everything back when it throws. Inside another one it joins it.
 * On a deadlock, a lost Galera conflict or where somebody has just deleted what it names, the whole of `work` runs again, so it must
 * not reach outside the database.
 */
export async function inTransaction<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  const once = () => runOnce(ctx, work);
  return retried(ctx, work, () => (ctx.database.kind === "sqlite" ? ctx.database.inTurn(once) : once()));
}

/** The same for what is short and many do at once, such as a new ticket: on SQLite those that wait are committed together. */
export async function inShortTransaction<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.database.kind !== "sqlite") return inTransaction(ctx, work);
  return retried(ctx, work, () => ctx.database.inCompany((db) => work({ ...ctx, db, isInTransaction: true })));
}

async function retried<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>, run: () => Promise<T>): Promise<T> {
  if (ctx.isInTransaction) return work(ctx);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      // Once is enough to find it gone; whoever does not look would fail each time.
      const isWorthIt = isConflict(error) ? attempt < ATTEMPTS : isReferenceGone(error) && attempt === 1;
      if (!isWorthIt) throw error;
      ctx.log.debug({ attempt }, "transaction lost a conflict, running it again");
      await sleep(10 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

async function runOnce<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  const transaction = await openTransaction(ctx.database.writer);
  try {
    const result = await work({ ...ctx, db: transaction.db, isInTransaction: true });
    await transaction.commit();
    return result;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

/** Longer than anybody sleeps between two tries in beginImmediate. */
const BREATH_MS = 11;

/** Between the transactions of a long job: on SQLite the next would begin before another process has noticed that the last has ended. */
export async function letOthersWrite(ctx: Ctx): Promise<void> {
  if (ctx.database.kind === "sqlite") await sleep(BREATH_MS);
}

/**
 * Between the statements of a long search: SQLite answers at once, so that without a pause nobody else's request would be looked at
 * before its end.
 */
export async function letOthersIn(ctx: Ctx): Promise<void> {
  if (ctx.database.kind === "sqlite") await turn();
}

/** A unique key refused the row. Which one is in the message, named alike on both databases. */
export function isDuplicateKey(error: unknown): boolean {
  return ["ER_DUP_ENTRY", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"].includes(String(codeOf(error)));
}

/** `2026-11-23 14:29:17.123`, UTC: how both databases take and give a time in raw SQL. */
export const toDbTime = (date: Date): string => date.toISOString().replace("T", " ").slice(0, 23);

/** Whether a text from outside is such a time: MySQL fails on a comparison with any other. */
export const isDbTime = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}$/.test(text) && !Number.isNaN(fromDbTime(text).getTime());

/** The reverse, for raw rows. */
export const fromDbTime = (text: string): Date => new Date(`${text.replace(" ", "T")}Z`);

/** `(?, ?, ?)` for raw SQL. */
export const placeholders = (count: number): string => (count === 0 ? "()" : `(?${", ?".repeat(count - 1)})`);

/** SQLite takes 32,766 parameters a statement, MySQL 65,535. */
const MAX_PARAMETERS = 30_000;

/**
 * SQLite keeps prepared statements by their text, so many rows go in lots of a few fixed sizes: the same texts come again, and
 * none of the statements kept is long. To MySQL every lot is a journey, so the lots are as long as it takes them.
 */
const SQLITE_LOTS = [500, 64];
const SQLITE_FEW = 16;
const MYSQL_LOT = 1000;

/**
 * Inserts rows in as few statements as are good for the database. Every row has the keys of the first. `end` says what becomes of rows
 * that are there already; without it they are refused.
 */
export async function insertRows(db: EntityManager, table: string, toInsert: Rows, end = ""): Promise<void> {
  const [first] = toInsert;
  if (!first || (!end && (await loadRows(db, table, toInsert)))) return;
  const rows = [...toInsert];
  const columns = Object.keys(first);
  const row = placeholders(columns.length);
  for (let start = 0; start < rows.length; ) {
    const lot = lotSize(db, rows.length - start, columns.length);
    const values: unknown[] = [];
    for (const one of rows.slice(start, start + lot)) {
      for (const column of columns) values.push(one[column] ?? null);
    }
    const lines = row + `, ${row}`.repeat(lot - 1);
    await db.query(`INSERT INTO ${table} (${columns.join(", ")}) VALUES ${lines} ${end}`, values);
    start += lot;
  }
}

function lotSize(db: EntityManager, left: number, columns: number): number {
  const most = Math.max(1, Math.floor(MAX_PARAMETERS / columns));
  if (db.connection.options.type !== "better-sqlite3") return Math.min(left, MYSQL_LOT, most);
  return SQLITE_LOTS.find((lot) => lot <= left && lot <= most) ?? Math.min(left, SQLITE_FEW, most);
}

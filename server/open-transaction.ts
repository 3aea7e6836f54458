import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "mysql2";
import type { DataSource, EntityManager, QueryRunner } from "typeorm";
import { codeOf } from "./database-errors";
import { queryDirectly, sqliteOf } from "./direct-queries";

/** A transaction that has begun. */
export interface OpenTransaction {
  readonly db: EntityManager;
  /** False when the database itself has rolled everything back, as SQLite does when the disk is full. */
  isOpen(): boolean;
  /** When it fails, the transaction is still to be rolled back. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Begins one on the writing connection of SQLite, which must be free, or on a connection of the pool. */
export async function openTransaction(writer: DataSource): Promise<OpenTransaction> {
  const runner = writer.createQueryRunner();
  try {
    return await (writer.options.type === "better-sqlite3" ? onSqlite(writer, runner) : onMysql(writer, runner));
  } catch (error) {
    await runner.release();
    throw error;
  }
}

async function onSqlite(writer: DataSource, runner: QueryRunner): Promise<OpenTransaction> {
  const raw = sqliteOf(writer);
  const query = queryDirectly(writer, runner.manager);
  await beginImmediate(query);
  return { ...begun(runner, query), isOpen: () => raw.inTransaction };
}

/** TypeORM says it before each transaction; a connection keeps it. */
const committedReads = new WeakSet<Connection>();

async function onMysql(writer: DataSource, runner: QueryRunner): Promise<OpenTransaction> {
  const connection: Connection = await runner.connect();
  const query = queryDirectly(writer, runner.manager, connection);
  if (!committedReads.has(connection)) {
    await query("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
    committedReads.add(connection);
  }
  await query("START TRANSACTION");
  return { ...begun(runner, query), isOpen: () => true };
}

function begun(runner: QueryRunner, query: (sql: string) => Promise<unknown>): Omit<OpenTransaction, "isOpen"> {
  // TypeORM keeps both to itself; told of the transaction, its own save() joins instead of beginning a second one.
  Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
  const close = () => {
    Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
    return runner.release();
  };
  return {
    db: runner.manager,
    commit: async () => {
      await query("COMMIT");
      await close();
    },
    rollback: async () => {
      // A connection that is gone has rolled back by itself.
      await query("ROLLBACK").catch(() => undefined);
      await close();
    },
  };
}

const BUSY_WAIT_MS = 15_000;

/**
 * TypeORM begins deferred and the driver waits for a lock with the process stopped. This begins with the write lock and waits
 * asynchronously while another process (worker, command line) holds it.
 */
async function beginImmediate(query: (sql: string) => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + BUSY_WAIT_MS;
  for (;;) {
    try {
      await query("BEGIN IMMEDIATE");
      return;
    } catch (error) {
      if (codeOf(error) !== "SQLITE_BUSY" || Date.now() > deadline) throw error;
      await sleep(2 + Math.random() * 8);
    }
  }
}

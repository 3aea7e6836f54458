import type SqliteDatabase from "better-sqlite3";
import type { Pool, QueryError } from "mysql2";
import { type DataSource, QueryFailedError } from "typeorm";

/**
 * Lets `query()` of a data source's own manager, which is `ctx.db` outside of transactions, speak to the driver. TypeORM makes
 * a query runner, promises and events for every statement; for a page of a list that is as much as the statement itself.
 * Transactions have managers of their own, which are left as they are.
 */
export function readDirectly(source: DataSource): void {
  const run = source.options.type === "better-sqlite3" ? sqliteRunner(source) : mysqlRunner(source);
  const query = async (sql: string, parameters: unknown[] = []) => {
    // The tests that forbid N+1 listen here.
    source.logger.logQuery(sql, parameters);
    return run(sql, parameters);
  };
  Object.assign(source.manager, { query });
}

type Run = (sql: string, parameters: unknown[]) => unknown;

function mysqlRunner(source: DataSource): Run {
  // TypeORM's driver keeps mysql2's pool to itself.
  const { pool } = source.driver as unknown as { pool: Pool };
  return (sql, parameters) =>
    new Promise((resolve, reject) => {
      pool.query(sql, parameters, (error: QueryError | null, rows: unknown) => {
        if (error) reject(new QueryFailedError(sql, parameters, error));
        else resolve(rows);
      });
    });
}

/** Statements are kept prepared; lists of ids make many texts, so the oldest go. */
const KEPT_STATEMENTS = 200;

function sqliteRunner(source: DataSource): Run {
  const { databaseConnection } = source.driver as unknown as { databaseConnection: SqliteDatabase.Database };
  const statements = new Map<string, SqliteDatabase.Statement>();
  const prepared = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = databaseConnection.prepare(sql);
    statements.set(sql, statement);
    for (const [oldest] of statements) {
      if (statements.size <= KEPT_STATEMENTS) break;
      statements.delete(oldest);
    }
    return statement;
  };
  return (sql, parameters) => {
    try {
      const statement = prepared(sql);
      // better-sqlite3 takes no booleans.
      const values = parameters.map((value) => (typeof value === "boolean" ? Number(value) : value));
      // The reading connection refuses what would write, in words that say so.
      return statement.reader ? statement.all(...values) : statement.run(...values);
    } catch (error) {
      // The driver throws nothing but errors.
      throw new QueryFailedError(sql, parameters, error as Error);
    }
  };
}

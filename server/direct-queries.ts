import type SqliteDatabase from "better-sqlite3";
import type { Connection, Pool, QueryError } from "mysql2";
import { type DataSource, type EntityManager, QueryFailedError } from "typeorm";

type Query = (sql: string, parameters?: unknown[]) => Promise<unknown>;
type Run = (sql: string, parameters: unknown[]) => unknown;

/**
 * Lets `query()` of a manager speak to the driver, and returns it. TypeORM makes promises and events for every statement, and
 * outside of transactions a query runner; for a page of a list, and for each of the twenty statements of a new ticket, that is as
 * much as the statement itself. On MySQL the connection is a transaction's own; without it the pool is asked.
 */
export function queryDirectly(source: DataSource, manager: EntityManager, connection?: Connection): Query {
  const run =
    source.options.type === "better-sqlite3" ? sqliteRunner(source) : mysqlRunner(connection ?? poolOf(source));
  const query: Query = async (sql, parameters = []) => {
    // The tests that forbid N+1 listen here.
    source.logger.logQuery(sql, parameters);
    return run(sql, parameters);
  };
  Object.assign(manager, { query });
  return query;
}

// TypeORM's drivers keep what they are made of to themselves.
const poolOf = ({ driver }: DataSource) => (driver as unknown as { pool: Pool }).pool;
/** The driver's connection of a SQLite data source. */
export const sqliteOf = ({ driver }: DataSource) =>
  (driver as unknown as { databaseConnection: SqliteDatabase.Database }).databaseConnection;

function mysqlRunner(target: Pool | Connection): Run {
  return (sql, parameters) =>
    new Promise((resolve, reject) => {
      target.query(sql, parameters, (error: QueryError | null, rows: unknown) => {
        if (error) reject(new QueryFailedError(sql, parameters, error));
        else resolve(rows);
      });
    });
}

/** Statements are kept prepared; lists of ids make many texts, so the oldest go. */
const KEPT_STATEMENTS = 200;
const prepared = new WeakMap<DataSource, Map<string, SqliteDatabase.Statement>>();

function sqliteRunner(source: DataSource): Run {
  const statements = prepared.get(source) ?? new Map<string, SqliteDatabase.Statement>();
  prepared.set(source, statements);
  return (sql, parameters) => {
    try {
      const statement = statementOf(source, statements, sql);
      // better-sqlite3 takes no booleans.
      const values = parameters.map((value) => (typeof value === "boolean" ? Number(value) : value));
      // The reading connection refuses what would write, in words that say so. An INSERT gives its id, as TypeORM has it.
      return statement.reader ? statement.all(...values) : statement.run(...values).lastInsertRowid;
    } catch (error) {
      // The driver throws nothing but errors.
      throw new QueryFailedError(sql, parameters, error as Error);
    }
  };
}

function statementOf(source: DataSource, statements: Map<string, SqliteDatabase.Statement>, sql: string) {
  const known = statements.get(sql);
  if (known) return known;
  const statement = sqliteOf(source).prepare(sql);
  statements.set(sql, statement);
  for (const [oldest] of statements) {
    if (statements.size <= KEPT_STATEMENTS) break;
    statements.delete(oldest);
  }
  return statement;
}

import type { DataSource, Logger } from "typeorm";
import type { Database } from "@/server/db";

export interface Statement {
  sql: string;
  parameters: unknown[];
}

/** Runs `work` and returns every SQL statement it sent, in order, with its result. For the tests that forbid N+1. */
export async function recordStatements<T>(
  database: Database,
  work: () => Promise<T>,
): Promise<{ result: T; statements: string[] }> {
  const { result, statements } = await recordQueries(database, work);
  return { result, statements: statements.map((statement) => statement.sql) };
}

/** The same with the parameters, for the tests that ask the database how it would run them. */
export async function recordQueries<T>(
  database: Database,
  work: () => Promise<T>,
): Promise<{ result: T; statements: Statement[] }> {
  const statements: Statement[] = [];
  const sources = new Set<DataSource>([database.reader, database.writer]);
  const before = [...sources].map((source) => [source, source.logger] as const);
  for (const source of sources) source.logger = recorder(statements);
  try {
    return { result: await work(), statements };
  } finally {
    for (const [source, logger] of before) source.logger = logger;
  }
}

/** How many SQL statements `work` sends. */
export async function countStatements(database: Database, work: () => Promise<unknown>): Promise<number> {
  return (await recordStatements(database, work)).statements.length;
}

function recorder(statements: Statement[]): Logger {
  return {
    logQuery: (sql, parameters) => {
      // All our statements have positional parameters.
      statements.push({ sql, parameters: Array.isArray(parameters) ? parameters : [] });
    },
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  };
}

import Sqlite from "better-sqlite3";
import mysql from "mysql2/promise";

export type Row = Record<string, unknown>;
export type SqlValue = string | number | null;

/** One bare connection without TypeORM: what the bench prepares its databases with. */
export interface SqlConnection {
  readonly kind: "sqlite" | "mysql";
  run(sql: string, parameters?: SqlValue[]): Promise<void>;
  all(sql: string, parameters?: SqlValue[]): Promise<Row[]>;
  close(): Promise<void>;
}

export const kindOf = (url: string): "sqlite" | "mysql" => (url.startsWith("file:") ? "sqlite" : "mysql");

export const fileOf = (url: string): string => url.slice("file:".length);

export async function connect(url: string): Promise<SqlConnection> {
  return kindOf(url) === "sqlite" ? connectSqlite(fileOf(url)) : connectMysql(url);
}

function connectSqlite(file: string): SqlConnection {
  const db = new Sqlite(file);
  db.pragma("synchronous = NORMAL");
  db.pragma("cache_size = -262144");
  return {
    kind: "sqlite",
    run: async (sql, parameters = []) => {
      db.prepare(sql).run(...parameters);
    },
    // Every row that better-sqlite3 gives is an object of its columns.
    all: async (sql, parameters = []) => db.prepare(sql).all(...parameters) as Row[],
    close: async () => {
      db.close();
    },
  };
}

async function connectMysql(url: string): Promise<SqlConnection> {
  const connection = await mysql.createConnection({ uri: url, dateStrings: true, charset: "utf8mb4_bin" });
  // So that `||` joins text, as on SQLite, and one statement serves both.
  await connection.query("SET SESSION sql_mode = CONCAT(@@sql_mode, ',PIPES_AS_CONCAT')");
  return {
    kind: "mysql",
    run: async (sql, parameters = []) => {
      await connection.query(sql, parameters);
    },
    all: async (sql, parameters = []) => (await connection.query<mysql.RowDataPacket[]>(sql, parameters))[0],
    close: () => connection.end(),
  };
}

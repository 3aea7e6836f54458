import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createConnection } from "mysql2/promise";
import { startPrivateMysql } from "@/checks/private-mysql";

/** Where databases are made for one run of the bench. */
export interface DatabaseServer {
  readonly kind: "sqlite" | "mysql";
  readonly version: string;
  /** Of the database's own process, when it runs on this machine. */
  readonly pid?: number;
  create(): Promise<ScratchDatabase>;
  stop(): Promise<void>;
}

export interface ScratchDatabase {
  readonly url: string;
  /** For files that belong to it; goes with it. */
  readonly folder: string;
  drop(): Promise<void>;
}

export async function databaseServer(kind: "sqlite" | "mysql"): Promise<DatabaseServer> {
  return kind === "sqlite" ? sqliteFiles() : mysqlServer();
}

const scratchFolder = () => {
  const folder = mkdtempSync(path.join(tmpdir(), "deskfolk-bench-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

function sqliteFiles(): DatabaseServer {
  return {
    kind: "sqlite",
    version: "SQLite (better-sqlite3)",
    create: async () => {
      const { folder, remove } = scratchFolder();
      return { url: `file:${path.join(folder, "desk.sqlite")}`, folder, drop: async () => remove() };
    },
    stop: async () => undefined,
  };
}

/** The one that BENCH_MYSQL_URL names, or one of the bench's own in a temporary folder. */
async function mysqlServer(): Promise<DatabaseServer> {
  const given = process.env.BENCH_MYSQL_URL;
  const own = given ? undefined : await startPrivateMysql();
  const server = given ?? own?.url;
  if (!server) throw new Error("Install MariaDB or MySQL, name a server in BENCH_MYSQL_URL, or use --database sqlite.");
  const onServer = async (statement: string) => {
    const connection = await createConnection(server);
    try {
      const [rows] = await connection.query(statement);
      return rows as { version: string; pid_file: string }[];
    } finally {
      await connection.end();
    }
  };
  const [found] = await onServer("SELECT VERSION() AS version, @@pid_file AS pid_file");
  return {
    kind: "mysql",
    pid: localPid(found?.pid_file),
    version: `${found?.version}${given ? "" : ", a private server with its log flushed once a second"}`,
    create: async () => {
      const { folder, remove } = scratchFolder();
      const name = `deskfolk_bench_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
      await onServer(`CREATE DATABASE ${name}`);
      const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
      return {
        url,
        folder,
        drop: async () => {
          remove();
          await onServer(`DROP DATABASE ${name}`);
        },
      };
    },
    stop: async () => own?.stop(),
  };
}

function localPid(file: string | undefined): number | undefined {
  try {
    const pid = Number(readFileSync(file ?? "", "utf8"));
    return /^(mariadbd|mysqld)/.test(readFileSync(`/proc/${pid}/comm`, "utf8")) ? pid : undefined;
  } catch {
    // On another machine, or not ours to read.
    return undefined;
  }
}

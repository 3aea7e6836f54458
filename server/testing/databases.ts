import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createConnection } from "mysql2/promise";
import { type Database, migrate, openDatabase } from "@/server/db";

type Open = (options?: { migrated?: boolean }) => Promise<Database>;

/**
 * Runs the same tests on SQLite and on MySQL/MariaDB, each `open()` giving an empty database of its own that is gone after the test.
 * The MySQL server's address is in TEST_MYSQL_URL, which the suite's set-up fills with a private server where nobody named one.
 */
export function forEachDatabase(name: string, tests: (open: Open, kind: "sqlite" | "mysql") => void): void {
  for (const kind of ["sqlite", "mysql"] as const) {
    const isMissing = kind === "mysql" && !process.env.TEST_MYSQL_URL;
    if (isMissing && process.env.CI === "true")
      throw new Error("CI runs every test on MySQL/MariaDB too; no server was found.");
    (isMissing ? describe.skip : describe)(`${name} (${kind})`, () => {
      const cleanUps: (() => Promise<void>)[] = [];
      afterEach(async () => {
        for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
      });
      tests(async ({ migrated = true } = {}) => {
        const database = kind === "sqlite" ? await sqlite(cleanUps) : await mysql(cleanUps);
        if (migrated) await migrate(database);
        return database;
      }, kind);
    });
  }
}

async function sqlite(cleanUps: (() => Promise<void>)[]): Promise<Database> {
  const folder = mkdtempSync(path.join(tmpdir(), "deskfolk-test-"));
  const database = await openDatabase({ database: { kind: "sqlite", file: path.join(folder, "test.sqlite") } });
  cleanUps.push(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  return database;
}

async function mysql(cleanUps: (() => Promise<void>)[]): Promise<Database> {
  const server = process.env.TEST_MYSQL_URL ?? "";
  const name = `deskfolk_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  // A general collation on purpose: the columns themselves must say that they are binary.
  await onServer(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openDatabase({ database: { kind: "mysql", url: url.toString() } });
  cleanUps.push(async () => {
    await database.close();
    await onServer(server, `DROP DATABASE ${name}`);
  });
  return database;
}

async function onServer(url: string, statement: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { type Database, migrate, openDatabase } from "@/server/db";
import { createDatabase, dropDatabase, takeDatabase, urlOf } from "./mysql-databases";
import { runFolder } from "./test-folder";

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
        const { database, cleanUp } = kind === "sqlite" ? await sqlite(migrated) : await mysql(migrated);
        cleanUps.push(cleanUp);
        return database;
      }, kind);
    });
  }
}

interface Opened {
  database: Database;
  cleanUp: () => Promise<void>;
}

async function sqlite(migrated: boolean): Promise<Opened> {
  const folder = mkdtempSync(path.join(runFolder(), "sqlite-"));
  const file = path.join(folder, "test.sqlite");
  if (migrated) await copyMigrated(file);
  const database = await openDatabase({ database: { kind: "sqlite", file } });
  const cleanUp = async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  };
  return { database, cleanUp };
}

/** Puts a migrated SQLite database there in which nothing has happened yet. */
export async function copyMigrated(file: string): Promise<void> {
  copyFileSync(await migratedFile(), file);
}

/** A file that the migrations have made, once in a run. */
async function migratedFile(): Promise<string> {
  const pattern = path.join(runFolder(), "pattern.sqlite");
  if (existsSync(pattern)) return pattern;
  const file = path.join(mkdtempSync(path.join(runFolder(), "pattern-")), "new.sqlite");
  const database = await openDatabase({ database: { kind: "sqlite", file } });
  // Closed, a database is one file, without its log.
  await migrate(database).finally(() => database.close());
  // Another worker may have been as quick: both made the same.
  renameSync(file, pattern);
  return pattern;
}

async function mysql(migrated: boolean): Promise<Opened> {
  const { name, giveBack } = migrated ? await takeDatabase() : await newDatabase();
  const database = await openDatabase({ database: { kind: "mysql", url: urlOf(name) } });
  const cleanUp = async () => {
    await database.close();
    await giveBack();
  };
  return { database, cleanUp };
}

async function newDatabase(): Promise<{ name: string; giveBack: () => Promise<void> }> {
  const name = `deskfolk_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  await createDatabase(name);
  return { name, giveBack: () => dropDatabase(name) };
}

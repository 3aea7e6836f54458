import { migrate } from "@/server/db";
import { forEachDatabase } from "@/server/testing/databases";

forEachDatabase("migrations", (open) => {
  test("lead to exactly the tables that the entities describe, back to nothing, and up again", async () => {
    const database = await open({ migrated: false });
    await migrate(database);
    expect(await drift(database)).toEqual([]);

    for (const _ of database.writer.migrations) await database.writer.undoLastMigration();
    const left = await tablesOf(database);
    expect(left.filter((name) => name !== "migrations")).toEqual([]);

    await migrate(database);
    expect(await drift(database)).toEqual([]);
  });

  test("run once when two processes start at the same moment", async () => {
    const database = await open({ migrated: false });
    const ran = await Promise.all([migrate(database), migrate(database)]);
    expect(ran.flat()).toHaveLength(database.writer.migrations.length);
  });
});

type Opened = Awaited<ReturnType<Parameters<Parameters<typeof forEachDatabase>[1]>[0]>>;

async function drift(database: Opened): Promise<string[]> {
  const { upQueries } = await database.writer.driver.createSchemaBuilder().log();
  return upQueries.map((query) => query.query);
}

async function tablesOf(database: Opened): Promise<string[]> {
  const rows: { name: string }[] =
    database.kind === "sqlite"
      ? await database.writer.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      : await database.writer.query(
          "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
        );
  return rows.map((row) => row.name);
}

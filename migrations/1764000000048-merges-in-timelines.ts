import type { MigrationInterface, QueryRunner } from "typeorm";

export class MergesInTimelines1764000000048 implements MigrationInterface {
  name = "MergesInTimelines1764000000048";

  // Plain ALTER TABLE, because TypeORM copies the whole table on SQLite to add a column.
  async up(runner: QueryRunner): Promise<void> {
    const isMysql = runner.connection.options.type !== "better-sqlite3";
    await runner.query(`ALTER TABLE activity_entries ADD COLUMN merge_id ${isMysql ? "int" : "integer"} NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE activity_entries DROP COLUMN merge_id");
  }
}

import type { MigrationInterface, QueryRunner } from "typeorm";

export class ErrorFiles1764000000025 implements MigrationInterface {
  name = "ErrorFiles1764000000025";

  // Plain ALTER TABLE, because TypeORM copies the whole table on SQLite to add a column.
  async up(runner: QueryRunner): Promise<void> {
    const isMysql = runner.connection.options.type !== "better-sqlite3";
    const binary = isMysql ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "";
    await runner.query(`ALTER TABLE imports ADD COLUMN error_file varchar(100)${binary} NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE imports DROP COLUMN error_file");
  }
}

import type { MigrationInterface, QueryRunner } from "typeorm";

export class OrganisationRules1764000000041 implements MigrationInterface {
  name = "OrganisationRules1764000000041";

  // Plain ALTER TABLE, because TypeORM copies the whole table on SQLite to add a column.
  async up(runner: QueryRunner): Promise<void> {
    const isMysql = runner.connection.options.type !== "better-sqlite3";
    const word = isMysql ? "varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "varchar(20)";
    await runner.query(`ALTER TABLE organisations ADD COLUMN newcomers ${word} NOT NULL DEFAULT 'join'`);
    await runner.query(
      `ALTER TABLE organisations ADD COLUMN version ${isMysql ? "int" : "integer"} NOT NULL DEFAULT 1`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE organisations DROP COLUMN version");
    await runner.query("ALTER TABLE organisations DROP COLUMN newcomers");
  }
}

import type { MigrationInterface, QueryRunner } from "typeorm";

export class MergedCustomers1764000000046 implements MigrationInterface {
  name = "MergedCustomers1764000000046";

  // Plain ALTER TABLE, because TypeORM copies the whole table on SQLite to add a column.
  async up(runner: QueryRunner): Promise<void> {
    const isMysql = runner.connection.options.type !== "better-sqlite3";
    await runner.query(`ALTER TABLE customers ADD COLUMN merged_into_id ${isMysql ? "int" : "integer"} NULL`);
    await runner.query("CREATE INDEX customers_merged_into ON customers (merged_into_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    const on = runner.connection.options.type !== "better-sqlite3" ? " ON customers" : "";
    await runner.query(`DROP INDEX customers_merged_into${on}`);
    await runner.query("ALTER TABLE customers DROP COLUMN merged_into_id");
  }
}

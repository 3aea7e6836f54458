import type { MigrationInterface, QueryRunner } from "typeorm";

export class TicketsOfCustomers1764000000012 implements MigrationInterface {
  name = "TicketsOfCustomers1764000000012";

  // Plain ALTER TABLE, because TypeORM copies the whole table on SQLite to add a column.
  async up(runner: QueryRunner): Promise<void> {
    const isMysql = runner.connection.options.type !== "better-sqlite3";
    const integer = isMysql ? "int" : "integer";
    await runner.query(`ALTER TABLE customers ADD COLUMN tickets_open ${integer} NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE customers ADD COLUMN tickets_all ${integer} NOT NULL DEFAULT 0`);
    await runner.query("CREATE INDEX customers_by_tickets_open ON customers (is_deleted, tickets_open)");
    await runner.query("CREATE INDEX customers_by_tickets_all ON customers (is_deleted, tickets_all)");
    await runner.query(`ALTER TABLE activity_entries ADD COLUMN ticket_id ${integer} NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const on = runner.connection.options.type !== "better-sqlite3" ? " ON customers" : "";
    await runner.query("ALTER TABLE activity_entries DROP COLUMN ticket_id");
    await runner.query(`DROP INDEX customers_by_tickets_all${on}`);
    await runner.query(`DROP INDEX customers_by_tickets_open${on}`);
    await runner.query("ALTER TABLE customers DROP COLUMN tickets_all");
    await runner.query("ALTER TABLE customers DROP COLUMN tickets_open");
  }
}

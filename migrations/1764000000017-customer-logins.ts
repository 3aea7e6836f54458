import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class CustomerLogins1764000000017 implements MigrationInterface {
  name = "CustomerLogins1764000000017";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "customer_logins",
        columns: [
          c.integer("customer_id", { isPrimary: true }),
          c.word("password_hash", 255, { isNullable: true }),
          c.integer("session_version", { default: "1" }),
          c.time("password_set_at", { isNullable: true }),
        ],
        foreignKeys: [c.references("customer_logins_customer_fk", "customer_id", "customers")],
      }),
    );
    await runner.createTable(
      new Table({
        name: "customer_sessions",
        columns: [
          c.word("id_hash", 64, { isPrimary: true }),
          c.integer("customer_id"),
          c.integer("session_version"),
          c.time("created_at"),
          c.time("expires_at"),
        ],
        indices: [
          { name: "customer_sessions_customer", columnNames: ["customer_id"] },
          { name: "customer_sessions_expires", columnNames: ["expires_at"] },
        ],
        foreignKeys: [c.references("customer_sessions_customer_fk", "customer_id", "customers")],
      }),
    );
    await runner.createTable(
      new Table({
        name: "customer_links",
        columns: [
          c.integer("customer_id", { isPrimary: true }),
          c.word("token_hash", 64),
          c.word("purpose", 20),
          c.word("email_key", 320, { isNullable: true }),
          c.word("pending_password_hash", 255, { isNullable: true }),
          c.time("created_at"),
          c.time("expires_at"),
        ],
        indices: [{ name: "customer_links_token", columnNames: ["token_hash"], isUnique: true }],
        foreignKeys: [c.references("customer_links_customer_fk", "customer_id", "customers")],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["customer_links", "customer_sessions", "customer_logins"]) await runner.dropTable(table);
  }
}

import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Accounts1764000000001 implements MigrationInterface {
  name = "Accounts1764000000001";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "agents",
        columns: [
          c.generatedId(),
          c.word("email", 320),
          c.word("email_key", 320),
          c.word("name", 200),
          c.word("role", 20),
          c.word("password_hash", 255),
          c.integer("session_version", { default: "1" }),
          c.flag("is_active", true),
          c.time("created_at"),
        ],
        indices: [{ name: "agents_email_key", columnNames: ["email_key"], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: "agent_sessions",
        columns: [
          c.word("id_hash", 64, { isPrimary: true }),
          c.integer("agent_id"),
          c.integer("session_version"),
          c.time("created_at"),
          c.time("expires_at"),
        ],
        indices: [
          { name: "agent_sessions_agent", columnNames: ["agent_id"] },
          { name: "agent_sessions_expires", columnNames: ["expires_at"] },
        ],
        foreignKeys: [c.references("agent_sessions_agent_fk", "agent_id", "agents")],
      }),
    );
    await runner.createTable(
      new Table({
        name: "access_tokens",
        columns: [
          c.generatedId(),
          c.word("name", 200),
          c.word("token_hash", 64),
          c.text("permissions"),
          c.time("created_at"),
          c.time("last_used_at", { isNullable: true }),
          c.time("revoked_at", { isNullable: true }),
        ],
        indices: [{ name: "access_tokens_hash", columnNames: ["token_hash"], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: "rate_limits",
        columns: [
          c.word("key", 255, { isPrimary: true }),
          c.integer("points", { default: "0" }),
          c.bigInteger("expire", { isNullable: true }),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["rate_limits", "access_tokens", "agent_sessions", "agents"]) await runner.dropTable(table);
  }
}

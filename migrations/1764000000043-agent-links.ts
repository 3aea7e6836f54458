import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

/** The links by which agents set their passwords, and the number that whoever changes an agent takes. */
export class AgentLinks1764000000043 implements MigrationInterface {
  name = "AgentLinks1764000000043";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "agent_links",
        columns: [
          c.integer("agent_id", { isPrimary: true }),
          c.word("token_hash", 64),
          c.word("purpose", 20),
          c.time("created_at"),
          c.time("expires_at"),
        ],
        indices: [{ name: "agent_links_token", columnNames: ["token_hash"], isUnique: true }],
        foreignKeys: [c.references("agent_links_agent_fk", "agent_id", "agents")],
      }),
    );
    await runner.query("INSERT INTO id_ranges (name, next_id) VALUES ('agentChanges', 1)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM id_ranges WHERE name = 'agentChanges'");
    await runner.dropTable("agent_links");
  }
}

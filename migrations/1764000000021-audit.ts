import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Audit1764000000021 implements MigrationInterface {
  name = "Audit1764000000021";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "audit_entries",
        columns: [
          c.generatedId(),
          c.time("occurred_at"),
          c.word("action", 40),
          c.word("actor_kind", 20),
          c.integer("actor_id", { isNullable: true }),
          c.word("actor_name", 200),
          c.word("subject", 400, { isNullable: true }),
          c.text("details"),
          c.integer("job_id", { isNullable: true }),
          c.integer("import_id", { isNullable: true }),
        ],
        indices: [
          { name: "audit_by_time", columnNames: ["occurred_at"] },
          { name: "audit_by_action", columnNames: ["action", "occurred_at"] },
          { name: "audit_by_actor", columnNames: ["actor_kind", "actor_id", "occurred_at"] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("audit_entries");
  }
}

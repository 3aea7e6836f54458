import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Activity1764000000005 implements MigrationInterface {
  name = "Activity1764000000005";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "activity_entries",
        columns: [
          c.generatedId(),
          c.integer("customer_id"),
          c.time("occurred_at"),
          c.word("action", 40),
          c.word("actor_kind", 20),
          c.integer("actor_id", { isNullable: true }),
          c.word("actor_name", 200),
          c.text("changes"),
          c.integer("import_id", { isNullable: true }),
          c.integer("job_id", { isNullable: true }),
        ],
        indices: [{ name: "activity_of_customer", columnNames: ["customer_id", "occurred_at"] }],
        foreignKeys: [c.references("activity_entries_customer_fk", "customer_id", "customers")],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("activity_entries");
  }
}

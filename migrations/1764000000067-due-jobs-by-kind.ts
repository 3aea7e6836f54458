import { type MigrationInterface, type QueryRunner, TableIndex } from "typeorm";

/** What is due of one kind is found without looking at what waits of all others. */
export class DueJobsByKind1764000000067 implements MigrationInterface {
  name = "DueJobsByKind1764000000067";

  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex("jobs", "jobs_due");
    await runner.createIndex("jobs", new TableIndex({ name: "jobs_due", columnNames: ["status", "kind", "run_at"] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex("jobs", "jobs_due");
    await runner.createIndex("jobs", new TableIndex({ name: "jobs_due", columnNames: ["status", "run_at"] }));
  }
}

import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Jobs1764000000006 implements MigrationInterface {
  name = "Jobs1764000000006";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "jobs",
        columns: [
          c.generatedId(),
          c.word("kind", 40),
          c.text("payload"),
          c.word("status", 20),
          c.time("run_at"),
          c.word("lease_holder", 36, { isNullable: true }),
          c.time("lease_until", { isNullable: true }),
          c.integer("attempts", { default: "0" }),
          c.integer("progress_done", { default: "0" }),
          c.integer("progress_total", { isNullable: true }),
          c.text("error", { isNullable: true }),
          c.text("actor"),
          c.time("created_at"),
          c.time("finished_at", { isNullable: true }),
          c.integer("undone_by_job_id", { isNullable: true }),
        ],
        indices: [{ name: "jobs_due", columnNames: ["status", "run_at"] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: "job_results",
        columns: [
          c.integer("job_id", { isPrimary: true }),
          c.integer("position", { isPrimary: true }),
          c.integer("customer_id"),
          c.word("status", 20),
          c.word("reason", 500, { isNullable: true }),
          c.text("former", { isNullable: true }),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["job_results", "jobs"]) await runner.dropTable(table);
  }
}

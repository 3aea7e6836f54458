import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

const EARLIER_KINDS = "('customers.delete', 'customers.restore', 'customers.undelete')";

const counted = (status: string) =>
  `(SELECT COUNT(*) FROM job_results r WHERE r.job_id = j.id AND r.status = '${status}')`;

export class MassActions1764000000020 implements MigrationInterface {
  name = "MassActions1764000000020";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "mass_actions",
        columns: [
          c.integer("job_id", { isPrimary: true }),
          c.text("view", { isNullable: true }),
          c.text("choice"),
          c.integer("undo_of_job_id", { isNullable: true }),
          c.word("frozen_to", 100, { isNullable: true }),
          c.flag("is_frozen", false),
          c.integer("members", { default: "0" }),
          c.integer("done", { default: "0" }),
          c.integer("skipped", { default: "0" }),
          c.integer("failed", { default: "0" }),
        ],
      }),
    );
    await runner.query("CREATE INDEX job_results_by_outcome ON job_results (job_id, status, position)");
    await runner.query(
      `INSERT INTO mass_actions (job_id, choice, is_frozen, members, done, skipped, failed)
        SELECT j.id, '{}', 1, COALESCE(j.progress_total, 0), ${counted("done")}, ${counted("skipped")}, ${counted("failed")}
        FROM jobs j WHERE j.kind IN ${EARLIER_KINDS}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const isMysql = runner.connection.options.type !== "better-sqlite3";
    await runner.query(`DROP INDEX job_results_by_outcome${isMysql ? " ON job_results" : ""}`);
    await runner.dropTable("mass_actions");
  }
}

import { type MigrationInterface, type QueryRunner, TableColumn } from "typeorm";
import { columns } from "./columns";

/** How many workers died over a job: one that kills each that takes it must not do so for ever. */
export class WorkersLostAtJobs1764000000080 implements MigrationInterface {
  name = "WorkersLostAtJobs1764000000080";

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn("jobs", new TableColumn(columns(runner).integer("workers_lost", { default: "0" })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("jobs", "workers_lost");
  }
}

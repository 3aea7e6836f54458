import { type MigrationInterface, type QueryRunner, Table, TableColumn } from "typeorm";
import { columns } from "./columns";

/** Received mails are the line that the worker takes them from; none has a job of its own any more. */
export class MailsWaitInLine1764000000068 implements MigrationInterface {
  name = "MailsWaitInLine1764000000068";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.addColumns("incoming_mails", [
      new TableColumn(c.integer("tries", { default: "0" })),
      new TableColumn(c.time("retry_at", { isNullable: true })),
    ]);
    await runner.createTable(
      new Table({
        name: "named_leases",
        columns: [
          c.word("name", 40, { isPrimary: true }),
          c.word("lease_holder", 60, { isNullable: true }),
          c.time("lease_until", { isNullable: true }),
        ],
      }),
    );
    await runner.query(
      "UPDATE jobs SET status = 'done', finished_at = run_at, lease_holder = NULL, lease_until = NULL WHERE kind = 'mail.takeIn' AND status IN ('queued', 'running')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("named_leases");
    await runner.dropColumns("incoming_mails", ["retry_at", "tries"]);
  }
}

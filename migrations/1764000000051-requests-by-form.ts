import type { MigrationInterface, QueryRunner } from "typeorm";
import { TableColumn } from "typeorm";
import { columns } from "./columns";

/** Whether what came to the desk is a mail or was written in the public request form. */
export class RequestsByForm1764000000051 implements MigrationInterface {
  name = "RequestsByForm1764000000051";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.addColumn("incoming_mails", new TableColumn(c.word("came_by", 10, { default: "'mail'" })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("incoming_mails", "came_by");
  }
}

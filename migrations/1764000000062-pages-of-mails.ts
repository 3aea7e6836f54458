import { type MigrationInterface, type QueryRunner, TableColumn } from "typeorm";
import { columns } from "./columns";

/** Mails as their senders laid them out, the pictures that these hold, and how many files were left in the original. */
export class PagesOfMails1764000000062 implements MigrationInterface {
  name = "PagesOfMails1764000000062";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.addColumns("incoming_mails", [
      new TableColumn(c.word("page_name", 100, { isNullable: true })),
      new TableColumn(c.integer("files_left_out", { default: "0" })),
    ]);
    await runner.addColumn("comment_attachments", new TableColumn(c.word("content_id", 255, { isNullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("comment_attachments", "content_id");
    await runner.dropColumns("incoming_mails", ["files_left_out", "page_name"]);
  }
}

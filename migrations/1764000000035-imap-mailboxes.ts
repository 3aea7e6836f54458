import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class ImapMailboxes1764000000035 implements MigrationInterface {
  name = "ImapMailboxes1764000000035";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "imap_mailboxes",
        columns: [
          c.word("mailbox_key", 43, { isPrimary: true }),
          c.word("name", 255),
          c.word("uid_validity", 20, { isNullable: true }),
          c.bigInteger("last_uid", { default: "0" }),
          c.bigInteger("since_uid", { default: "0" }),
          c.word("lease_holder", 60, { isNullable: true }),
          c.time("lease_until", { isNullable: true }),
          c.word("error", 500, { isNullable: true }),
          c.time("read_at", { isNullable: true }),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("imap_mailboxes");
  }
}

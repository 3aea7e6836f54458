import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

/** Every mail that came, and what has become of it. */
export class IncomingMails1764000000036 implements MigrationInterface {
  name = "IncomingMails1764000000036";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "incoming_mails",
        columns: [
          c.generatedId(),
          c.word("content_key", 43),
          c.word("storage_name", 100),
          c.bigInteger("size"),
          c.word("status", 20),
          c.word("reason", 20, { isNullable: true }),
          c.word("sender", 320, { isNullable: true }),
          c.word("subject", 255, { isNullable: true }),
          c.word("from_line", 500, { isNullable: true }),
          c.word("to_line", 1000, { isNullable: true }),
          c.time("sent_at", { isNullable: true }),
          c.text("quoted", { isNullable: true }),
          c.integer("ticket_id", { isNullable: true }),
          c.integer("comment_id", { isNullable: true }),
          c.time("received_at"),
        ],
        indices: [
          { name: "incoming_mails_content", columnNames: ["content_key"], isUnique: true },
          { name: "incoming_mails_status", columnNames: ["status", "id"] },
          { name: "incoming_mails_comment", columnNames: ["comment_id"] },
          { name: "incoming_mails_ticket", columnNames: ["ticket_id"] },
        ],
        foreignKeys: [
          c.references("incoming_mails_ticket_fk", "ticket_id", "tickets"),
          c.references("incoming_mails_comment_fk", "comment_id", "ticket_comments"),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("incoming_mails");
  }
}

import { type MigrationInterface, type QueryRunner, Table, TableColumn } from "typeorm";
import { columns } from "./columns";

/** By what an answer finds its ticket, and what keeps two programs from answering each other for ever. */
export class ThreadsOfMail1764000000034 implements MigrationInterface {
  name = "ThreadsOfMail1764000000034";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    for (const table of tables(c)) await runner.createTable(table);
    await runner.addColumn("mail_events", new TableColumn(c.word("message_id", 255, { isNullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("mail_events", "message_id");
    for (const table of ["automatic_answers", "thread_messages"]) await runner.dropTable(table);
  }
}

function tables(c: ReturnType<typeof columns>): Table[] {
  return [
    new Table({
      name: "thread_messages",
      columns: [
        c.generatedId(),
        c.integer("ticket_id"),
        c.word("message_id", 255),
        c.integer("agent_id", { isNullable: true }),
        c.integer("mail_id", { isNullable: true }),
        c.time("created_at"),
      ],
      indices: [
        { name: "thread_messages_ticket", columnNames: ["ticket_id", "message_id"], isUnique: true },
        { name: "thread_messages_message", columnNames: ["message_id"] },
        { name: "thread_messages_mail", columnNames: ["mail_id"] },
      ],
      foreignKeys: [
        c.references("thread_messages_ticket_fk", "ticket_id", "tickets"),
        c.references("thread_messages_mail_fk", "mail_id", "mails"),
      ],
    }),
    new Table({
      name: "automatic_answers",
      columns: [c.word("address_hash", 43, { isPrimary: true }), c.text("times"), c.time("updated_at")],
      indices: [{ name: "automatic_answers_updated", columnNames: ["updated_at"] }],
    }),
  ];
}

import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Tickets1764000000010 implements MigrationInterface {
  name = "Tickets1764000000010";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("INSERT INTO id_ranges (name, next_id) VALUES ('tickets', 1)");
    await runner.createTable(ticketTable(columns(runner)));
    for (const table of hangingTables(columns(runner))) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      "ticket_counts",
      "ticket_changes",
      "ticket_words",
      "ticket_tags",
      "ticket_comments",
      "tickets",
    ])
      await runner.dropTable(table);
    await runner.query("DELETE FROM id_ranges WHERE name = 'tickets'");
  }
}

type Columns = ReturnType<typeof columns>;

function ticketTable(c: Columns): Table {
  return new Table({
    name: "tickets",
    columns: [
      c.integer("id", { isPrimary: true }),
      c.word("subject", 255),
      c.word("status", 20),
      c.integer("priority"),
      c.integer("reporter_id"),
      c.integer("assignee_id", { isNullable: true }),
      c.integer("organisation_id", { isNullable: true }),
      c.word("source", 20),
      c.word("reply_email", 320, { isNullable: true }),
      c.integer("version", { default: "1" }),
      c.time("created_at"),
      c.time("updated_at"),
      c.time("last_comment_at"),
      c.time("closed_at", { isNullable: true }),
    ],
    indices: [
      { name: "tickets_by_updated", columnNames: ["updated_at"] },
      { name: "tickets_by_priority", columnNames: ["priority"] },
      { name: "tickets_status", columnNames: ["status", "updated_at"] },
      { name: "tickets_assignee", columnNames: ["assignee_id", "status", "updated_at"] },
      { name: "tickets_organisation", columnNames: ["organisation_id", "status", "updated_at"] },
      { name: "tickets_reporter", columnNames: ["reporter_id"] },
      { name: "tickets_reporter_status", columnNames: ["reporter_id", "status"] },
    ],
    foreignKeys: [
      c.references("tickets_reporter_fk", "reporter_id", "customers"),
      c.references("tickets_assignee_fk", "assignee_id", "agents"),
      c.references("tickets_organisation_fk", "organisation_id", "organisations"),
    ],
  });
}

function hangingTables(c: Columns): Table[] {
  return [
    new Table({
      name: "ticket_comments",
      columns: [
        c.generatedId(),
        c.integer("ticket_id"),
        c.word("author_kind", 20),
        c.integer("author_id", { isNullable: true }),
        c.word("author_name", 320),
        c.text("body"),
        c.word("body_format", 20),
        c.flag("is_internal", false),
        c.time("created_at"),
      ],
      indices: [{ name: "ticket_comments_ticket", columnNames: ["ticket_id"] }],
      foreignKeys: [c.references("ticket_comments_ticket_fk", "ticket_id", "tickets")],
    }),
    new Table({
      name: "ticket_tags",
      columns: [
        c.integer("ticket_id", { isPrimary: true }),
        c.word("tag_key", 60, { isPrimary: true }),
        c.word("tag", 60),
      ],
      indices: [{ name: "ticket_tags_tag", columnNames: ["tag_key"] }],
      foreignKeys: [c.references("ticket_tags_ticket_fk", "ticket_id", "tickets")],
    }),
    new Table({
      name: "ticket_words",
      columns: [c.word("word", 64, { isPrimary: true }), c.integer("ticket_id", { isPrimary: true })],
      indices: [{ name: "ticket_words_ticket", columnNames: ["ticket_id", "word"] }],
      foreignKeys: [c.references("ticket_words_ticket_fk", "ticket_id", "tickets")],
    }),
    new Table({
      name: "ticket_changes",
      columns: [
        c.generatedId(),
        c.integer("ticket_id"),
        c.time("occurred_at"),
        c.word("actor_kind", 20),
        c.integer("actor_id", { isNullable: true }),
        c.word("actor_name", 320),
        c.text("changes"),
      ],
      indices: [{ name: "ticket_changes_ticket", columnNames: ["ticket_id"] }],
      foreignKeys: [c.references("ticket_changes_ticket_fk", "ticket_id", "tickets")],
    }),
    new Table({
      name: "ticket_counts",
      columns: [
        c.integer("customer_id", { isPrimary: true }),
        c.word("status", 20, { isPrimary: true }),
        c.integer("tickets", { default: "0" }),
      ],
      foreignKeys: [c.references("ticket_counts_customer_fk", "customer_id", "customers")],
    }),
  ];
}

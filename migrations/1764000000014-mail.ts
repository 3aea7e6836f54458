import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Mail1764000000014 implements MigrationInterface {
  name = "Mail1764000000014";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("INSERT INTO id_ranges (name, next_id) VALUES ('mails', 1)");
    const c = columns(runner);
    for (const table of [mailTable(c), ...batchTables(c), ...providerTables(c)]) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      "undeliverable_addresses",
      "mail_events",
      "mail_gates",
      "mail_batch_parts",
      "mail_batches",
      "mail_values",
      "mails",
    ])
      await runner.dropTable(table);
    await runner.query("DELETE FROM id_ranges WHERE name = 'mails'");
  }
}

type Columns = ReturnType<typeof columns>;

function mailTable(c: Columns): Table {
  return new Table({
    name: "mails",
    columns: [
      c.integer("id", { isPrimary: true }),
      c.word("kind", 20),
      c.integer("customer_id", { isNullable: true }),
      c.integer("agent_id", { isNullable: true }),
      c.word("address", 320, { isNullable: true }),
      c.flag("is_address_fixed", false),
      c.integer("priority"),
      c.word("status", 20),
      c.word("reason", 500, { isNullable: true }),
      c.word("subject", 255, { isNullable: true }),
      c.integer("job_id", { isNullable: true }),
      c.integer("ticket_id", { isNullable: true }),
      c.integer("import_id", { isNullable: true }),
      c.word("batch_id", 36, { isNullable: true }),
      c.word("provider_id", 100, { isNullable: true }),
      c.time("created_at"),
      c.time("sent_at", { isNullable: true }),
      c.time("updated_at"),
    ],
    indices: [
      { name: "mails_queue", columnNames: ["status", "priority"] },
      { name: "mails_customer", columnNames: ["customer_id"] },
      { name: "mails_agent", columnNames: ["agent_id"] },
      { name: "mails_job", columnNames: ["job_id", "status"] },
      { name: "mails_import", columnNames: ["import_id", "status"] },
      { name: "mails_batch", columnNames: ["batch_id"] },
      { name: "mails_provider", columnNames: ["provider_id"] },
    ],
    foreignKeys: [
      c.references("mails_customer_fk", "customer_id", "customers"),
      c.references("mails_agent_fk", "agent_id", "agents"),
    ],
  });
}

function batchTables(c: Columns): Table[] {
  return [
    new Table({
      name: "mail_values",
      columns: [c.integer("mail_id", { isPrimary: true }), c.integer("part", { isPrimary: true }), c.text("sealed")],
      foreignKeys: [c.references("mail_values_mail_fk", "mail_id", "mails")],
    }),
    new Table({
      name: "mail_batches",
      columns: [
        c.word("id", 36, { isPrimary: true }),
        c.word("transport", 20),
        c.integer("priority"),
        c.word("status", 20),
        c.integer("attempts", { default: "0" }),
        c.time("run_at"),
        c.time("first_tried_at", { isNullable: true }),
        c.word("lease_holder", 36, { isNullable: true }),
        c.time("lease_until", { isNullable: true }),
        c.word("error", 500, { isNullable: true }),
        c.time("created_at"),
      ],
      indices: [{ name: "mail_batches_due", columnNames: ["status", "priority", "run_at"] }],
    }),
    new Table({
      name: "mail_batch_parts",
      columns: [c.word("batch_id", 36, { isPrimary: true }), c.integer("part", { isPrimary: true }), c.text("sealed")],
      foreignKeys: [c.references("mail_batch_parts_batch_fk", "batch_id", "mail_batches")],
    }),
  ];
}

function providerTables(c: Columns): Table[] {
  return [
    new Table({
      name: "mail_gates",
      columns: [c.word("name", 20, { isPrimary: true }), c.time("next_at")],
    }),
    new Table({
      name: "mail_events",
      columns: [
        c.word("event_id", 100, { isPrimary: true }),
        c.word("provider_id", 100),
        c.word("type", 40),
        c.word("reason", 500, { isNullable: true }),
        c.time("occurred_at"),
        c.time("received_at"),
      ],
      indices: [
        { name: "mail_events_provider", columnNames: ["provider_id"] },
        { name: "mail_events_received", columnNames: ["received_at"] },
      ],
    }),
    new Table({
      name: "undeliverable_addresses",
      columns: [c.word("address_key", 320, { isPrimary: true }), c.word("reason", 500), c.time("created_at")],
    }),
  ];
}

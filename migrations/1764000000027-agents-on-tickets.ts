import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

/** Who has a ticket open, what agents are told of, and of what they want to be told. */
export class AgentsOnTickets1764000000027 implements MigrationInterface {
  name = "AgentsOnTickets1764000000027";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables(columns(runner))) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["notice_choices", "notices", "ticket_presence"]) await runner.dropTable(table);
  }
}

function tables(c: ReturnType<typeof columns>): Table[] {
  return [
    new Table({
      name: "ticket_presence",
      columns: [
        c.integer("ticket_id", { isPrimary: true }),
        c.integer("agent_id", { isPrimary: true }),
        c.flag("is_writing", false),
        c.time("seen_at"),
      ],
      indices: [{ name: "ticket_presence_agent", columnNames: ["agent_id"] }],
      foreignKeys: [
        c.references("ticket_presence_ticket_fk", "ticket_id", "tickets"),
        c.references("ticket_presence_agent_fk", "agent_id", "agents"),
      ],
    }),
    new Table({
      name: "notices",
      columns: [
        c.generatedId(),
        c.integer("agent_id"),
        c.word("kind", 20),
        c.integer("ticket_id"),
        c.word("cause", 40),
        c.word("actor_name", 320),
        c.time("created_at"),
        c.time("read_at", { isNullable: true }),
      ],
      indices: [
        { name: "notices_cause", columnNames: ["agent_id", "ticket_id", "cause"], isUnique: true },
        { name: "notices_unread", columnNames: ["agent_id", "read_at"] },
        { name: "notices_ticket", columnNames: ["ticket_id"] },
        { name: "notices_created", columnNames: ["created_at"] },
      ],
      foreignKeys: [
        c.references("notices_agent_fk", "agent_id", "agents"),
        c.references("notices_ticket_fk", "ticket_id", "tickets"),
      ],
    }),
    new Table({
      name: "notice_choices",
      columns: [
        c.integer("agent_id", { isPrimary: true }),
        c.word("kind", 20, { isPrimary: true }),
        c.flag("on_screen", true),
        c.flag("by_mail", false),
      ],
      foreignKeys: [c.references("notice_choices_agent_fk", "agent_id", "agents")],
    }),
  ];
}

import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

/**
 * Whom the desk tells of changes, what it tells, and how each try went. Without foreign keys: a change of a customer must not fail, nor
 * wait, because of a webhook that is being sent to or removed.
 */
export class Webhooks1764000000057 implements MigrationInterface {
  name = "Webhooks1764000000057";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "webhooks",
        columns: [
          c.generatedId(),
          c.word("name", 200),
          c.word("url", 2000),
          c.text("events"),
          c.word("state", 20),
          c.word("state_reason", 500, { isNullable: true }),
          c.text("secret"),
          c.text("former_secret", { isNullable: true }),
          c.time("former_until", { isNullable: true }),
          c.time("created_at"),
          c.time("waits_until", { isNullable: true }),
          c.time("succeeded_at", { isNullable: true }),
          c.time("lease_until", { isNullable: true }),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: "webhook_events",
        columns: [c.word("id", 40, { isPrimary: true }), c.word("type", 40), c.time("occurred_at"), c.text("payload")],
        indices: [{ name: "webhook_events_by_time", columnNames: ["occurred_at"] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: "webhook_deliveries",
        columns: [
          c.generatedId(),
          c.integer("webhook_id"),
          c.word("event_id", 40),
          c.word("status", 20),
          c.integer("attempts", { default: "0" }),
          c.time("next_at"),
          c.time("created_at"),
          c.time("ended_at", { isNullable: true }),
        ],
        indices: [
          // Ends in the id by itself: what waits is sent in that order.
          { name: "webhook_deliveries_due", columnNames: ["webhook_id", "status"] },
          { name: "webhook_deliveries_of_event", columnNames: ["event_id"] },
          { name: "webhook_deliveries_by_age", columnNames: ["created_at"] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: "webhook_attempts",
        columns: [
          c.generatedId(),
          c.integer("delivery_id"),
          c.time("tried_at"),
          c.integer("took_ms"),
          c.integer("status", { isNullable: true }),
          c.word("problem", 500, { isNullable: true }),
          c.text("response"),
        ],
        indices: [{ name: "webhook_attempts_delivery", columnNames: ["delivery_id"] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["webhook_attempts", "webhook_deliveries", "webhook_events", "webhooks"])
      await runner.dropTable(table);
  }
}

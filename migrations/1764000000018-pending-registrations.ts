import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class PendingRegistrations1764000000018 implements MigrationInterface {
  name = "PendingRegistrations1764000000018";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "pending_registrations",
        columns: [c.word("email_key", 320, { isPrimary: true }), c.word("password_hash", 255), c.time("expires_at")],
        indices: [{ name: "pending_registrations_expires", columnNames: ["expires_at"] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("pending_registrations");
  }
}

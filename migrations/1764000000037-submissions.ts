import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Submissions1764000000037 implements MigrationInterface {
  name = "Submissions1764000000037";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "submissions",
        columns: [
          c.word("key_hash", 64, { isPrimary: true }),
          c.integer("ticket_id", { isNullable: true }),
          c.time("created_at"),
        ],
        indices: [{ name: "submissions_created", columnNames: ["created_at"] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("submissions");
  }
}

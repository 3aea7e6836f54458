import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class NotesAndTagsOfCustomers1764000000028 implements MigrationInterface {
  name = "NotesAndTagsOfCustomers1764000000028";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "customer_notes",
        columns: [
          c.generatedId(),
          c.integer("customer_id"),
          c.integer("author_id", { isNullable: true }),
          c.word("author_name", 320),
          c.text("body"),
          c.time("created_at"),
          c.time("updated_at"),
        ],
        indices: [{ name: "customer_notes_customer", columnNames: ["customer_id"] }],
        foreignKeys: [c.references("customer_notes_customer_fk", "customer_id", "customers")],
      }),
    );
    await runner.createTable(
      new Table({
        name: "customer_tags",
        columns: [
          c.integer("customer_id", { isPrimary: true }),
          c.word("tag_key", 60, { isPrimary: true }),
          c.word("tag", 60),
        ],
        indices: [{ name: "customer_tags_tag", columnNames: ["tag_key"] }],
        foreignKeys: [c.references("customer_tags_customer_fk", "customer_id", "customers")],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("customer_tags");
    await runner.dropTable("customer_notes");
  }
}

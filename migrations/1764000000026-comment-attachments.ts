import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class CommentAttachments1764000000026 implements MigrationInterface {
  name = "CommentAttachments1764000000026";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "comment_attachments",
        columns: [
          c.generatedId(),
          c.integer("comment_id"),
          c.word("storage_name", 100),
          c.word("file_name", 255),
          c.bigInteger("size"),
          c.time("created_at"),
        ],
        indices: [{ name: "comment_attachments_comment", columnNames: ["comment_id"] }],
        foreignKeys: [c.references("comment_attachments_comment_fk", "comment_id", "ticket_comments")],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("comment_attachments");
  }
}

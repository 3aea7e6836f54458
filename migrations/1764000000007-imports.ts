import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Imports1764000000007 implements MigrationInterface {
  name = "Imports1764000000007";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "uploads",
        columns: [
          c.word("id", 36, { isPrimary: true }),
          c.word("storage_name", 100),
          c.word("file_name", 255),
          c.bigInteger("size"),
          c.word("owner", 60),
          c.time("created_at"),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: "imports",
        columns: [
          c.generatedId(),
          c.word("upload_id", 36),
          c.word("file_name", 255),
          c.word("status", 20),
          c.text("message", { isNullable: true }),
          c.text("plan"),
          c.text("preview", { isNullable: true }),
          c.integer("total_rows", { isNullable: true }),
          c.integer("rows_done", { default: "0" }),
          ...["created", "updated", "unchanged", "restored", "failed"].map((name) => c.integer(name, { default: "0" })),
          c.integer("job_id", { isNullable: true }),
          c.word("created_by_name", 200),
          c.time("created_at"),
          c.time("finished_at", { isNullable: true }),
        ],
        indices: [{ name: "imports_upload", columnNames: ["upload_id"] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: "import_failures",
        columns: [
          c.integer("import_id", { isPrimary: true }),
          c.integer("row_no", { isPrimary: true }),
          c.integer("line"),
          c.word("column_name", 255, { isNullable: true }),
          c.text("reason"),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: "import_preview_rows",
        columns: [
          c.integer("import_id", { isPrimary: true }),
          c.integer("row_no", { isPrimary: true }),
          c.integer("line"),
          c.word("verdict", 20),
          c.integer("customer_id", { isNullable: true }),
          c.word("label", 400),
          c.word("column_name", 255, { isNullable: true }),
          c.text("message", { isNullable: true }),
          c.text("changes"),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["import_preview_rows", "import_failures", "imports", "uploads"]) await runner.dropTable(table);
  }
}

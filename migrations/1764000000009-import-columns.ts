import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class ImportColumns1764000000009 implements MigrationInterface {
  name = "ImportColumns1764000000009";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    // A row for each column: a thousand headers with their examples are more than one TEXT holds on MySQL.
    await runner.createTable(
      new Table({
        name: "import_columns",
        columns: [
          c.integer("import_id", { isPrimary: true }),
          c.integer("position", { isPrimary: true }),
          c.text("header"),
          c.word("target", 20),
          c.word("name", 255, { isNullable: true }),
          c.flag("is_chosen", false),
          c.text("samples"),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: "import_claims",
        columns: [
          c.integer("import_id", { isPrimary: true }),
          c.word("claim", 332, { isPrimary: true }),
          c.integer("line"),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["import_claims", "import_columns"]) await runner.dropTable(table);
  }
}

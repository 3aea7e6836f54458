import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class ImportSlices1764000000024 implements MigrationInterface {
  name = "ImportSlices1764000000024";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "import_slices",
        columns: [
          c.integer("import_id", { isPrimary: true }),
          c.integer("first_id", { isPrimary: true }),
          c.text("line_numbers"),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("import_slices");
  }
}

import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

const COUNTS = ["undo_created_to", "undo_removed", "undo_put_back", "undo_left"];

export class UndoOfImports1764000000013 implements MigrationInterface {
  name = "UndoOfImports1764000000013";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    const isMysql = runner.connection.options.type !== "better-sqlite3";
    const integer = isMysql ? "int" : "integer";
    // Plain ALTER TABLE, because TypeORM copies the whole table on SQLite to add a column.
    for (const name of COUNTS)
      await runner.query(`ALTER TABLE imports ADD COLUMN ${name} ${integer} NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE imports ADD COLUMN undo_job_id ${integer} NULL`);
    await runner.query(`ALTER TABLE imports ADD COLUMN undone_at datetime(3) NULL`);
    const ofCustomer = [c.integer("import_id", { isPrimary: true }), c.integer("customer_id", { isPrimary: true })];
    await runner.createTable(
      new Table({
        name: "import_changes",
        columns: [
          ...ofCustomer,
          c.word("field", 40, { isPrimary: true }),
          c.text("former", { isNullable: true }),
          c.text("latter", { isNullable: true }),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: "import_leftovers",
        columns: [...ofCustomer, c.word("field", 200, { isPrimary: true }), c.text("reason")],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["import_leftovers", "import_changes"]) await runner.dropTable(table);
    for (const name of ["undone_at", "undo_job_id", ...COUNTS.toReversed()]) {
      await runner.query(`ALTER TABLE imports DROP COLUMN ${name}`);
    }
  }
}

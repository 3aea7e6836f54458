import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class OrganisationsAndSettings1764000000002 implements MigrationInterface {
  name = "OrganisationsAndSettings1764000000002";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "organisations",
        columns: [c.generatedId(), c.word("name", 200), c.word("name_key", 191), c.time("created_at")],
        indices: [{ name: "organisations_name_key", columnNames: ["name_key"], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({ name: "settings", columns: [c.word("name", 60, { isPrimary: true }), c.text("value")] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["settings", "organisations"]) await runner.dropTable(table);
  }
}

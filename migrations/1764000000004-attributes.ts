import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Attributes1764000000004 implements MigrationInterface {
  name = "Attributes1764000000004";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "attribute_definitions",
        columns: [
          c.generatedId(),
          c.word("name", 100),
          c.word("name_key", 100),
          c.word("type", 20),
          c.text("choices"),
          c.flag("is_required", false),
          c.flag("is_on_every_form", true),
          c.time("created_at"),
        ],
        indices: [{ name: "attribute_definitions_name_key", columnNames: ["name_key"], isUnique: true }],
      }),
    );
    // PRODUCT S7: these two exist from the start.
    for (const name of ["Role", "Department"]) {
      await runner.query(
        "INSERT INTO attribute_definitions (name, name_key, type, choices, is_required, is_on_every_form, created_at) VALUES (?, ?, 'text', '[]', 0, 1, '2025-11-24 00:00:00.000')",
        [name, name.toLowerCase()],
      );
    }
    await runner.createTable(
      new Table({
        name: "customer_attributes",
        columns: [
          c.integer("customer_id", { isPrimary: true }),
          c.integer("definition_id", { isPrimary: true }),
          c.text("value"),
          c.word("value_key", 191),
        ],
        indices: [{ name: "customer_attributes_value", columnNames: ["definition_id", "value_key"] }],
        foreignKeys: [
          c.references("customer_attributes_customer_fk", "customer_id", "customers"),
          c.references("customer_attributes_definition_fk", "definition_id", "attribute_definitions"),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["customer_attributes", "attribute_definitions"]) await runner.dropTable(table);
  }
}

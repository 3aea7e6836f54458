import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class Customers1764000000003 implements MigrationInterface {
  name = "Customers1764000000003";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({ name: "id_ranges", columns: [c.word("name", 40, { isPrimary: true }), c.integer("next_id")] }),
    );
    await runner.query("INSERT INTO id_ranges (name, next_id) VALUES ('customers', 1)");
    await runner.createTable(
      new Table({
        name: "customers",
        columns: [
          c.integer("id", { isPrimary: true }),
          c.word("first_name", 100, { default: "''" }),
          c.word("last_name", 100, { default: "''" }),
          c.integer("organisation_id", { isNullable: true }),
          c.word("source", 20),
          c.integer("source_import_id", { isNullable: true }),
          c.flag("is_active", false),
          c.flag("hub_access", true),
          c.flag("is_blocked", false),
          c.flag("is_deleted", false),
          c.integer("version", { default: "1" }),
          c.time("created_at"),
          c.time("updated_at"),
          c.time("last_activity_at"),
          c.time("deleted_at", { isNullable: true }),
          c.word("name_sort", 191),
          c.word("email_sort", 191),
          c.word("mobile_sort", 20),
          c.word("organisation_sort", 191),
        ],
        indices: [
          { name: "customers_by_name", columnNames: ["is_deleted", "name_sort"] },
          { name: "customers_by_email", columnNames: ["is_deleted", "email_sort"] },
          { name: "customers_by_mobile", columnNames: ["is_deleted", "mobile_sort"] },
          { name: "customers_by_organisation", columnNames: ["is_deleted", "organisation_sort"] },
          { name: "customers_by_is_active", columnNames: ["is_deleted", "is_active"] },
          { name: "customers_by_hub_access", columnNames: ["is_deleted", "hub_access"] },
          { name: "customers_by_source", columnNames: ["is_deleted", "source"] },
          { name: "customers_by_created", columnNames: ["is_deleted", "created_at"] },
          { name: "customers_by_last_activity", columnNames: ["is_deleted", "last_activity_at"] },
          { name: "customers_organisation", columnNames: ["organisation_id"] },
          { name: "customers_import", columnNames: ["source_import_id"] },
        ],
        foreignKeys: [c.references("customers_organisation_fk", "organisation_id", "organisations")],
      }),
    );
    await runner.createTable(
      new Table({
        name: "customer_identifiers",
        columns: [
          c.generatedId(),
          c.word("kind", 10),
          c.word("identifier_key", 320),
          c.word("value", 320),
          c.integer("customer_id"),
          c.integer("primary_slot", { isNullable: true }),
          c.flag("is_verified", false),
          c.time("created_at"),
        ],
        indices: [
          { name: "customer_identifiers_key", columnNames: ["kind", "identifier_key"], isUnique: true },
          {
            name: "customer_identifiers_primary",
            columnNames: ["customer_id", "kind", "primary_slot"],
            isUnique: true,
          },
        ],
        foreignKeys: [c.references("customer_identifiers_customer_fk", "customer_id", "customers")],
      }),
    );
    await runner.createTable(
      new Table({
        name: "customer_words",
        columns: [
          c.word("word", 64, { isPrimary: true }),
          c.integer("customer_id", { isPrimary: true }),
          c.word("name_sort", 191),
          c.flag("is_deleted", false),
        ],
        indices: [{ name: "customer_words_customer", columnNames: ["customer_id", "word"] }],
        foreignKeys: [c.references("customer_words_customer_fk", "customer_id", "customers")],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["customer_words", "customer_identifiers", "customers", "id_ranges"])
      await runner.dropTable(table);
  }
}

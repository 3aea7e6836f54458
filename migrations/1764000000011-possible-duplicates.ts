import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class PossibleDuplicates1764000000011 implements MigrationInterface {
  name = "PossibleDuplicates1764000000011";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "possible_duplicates",
        columns: [
          c.generatedId(),
          c.integer("customer_a"),
          c.integer("customer_b"),
          c.word("reason", 40),
          c.time("created_at"),
          c.time("dismissed_at", { isNullable: true }),
        ],
        indices: [
          { name: "possible_duplicates_pair", columnNames: ["customer_a", "customer_b"], isUnique: true },
          { name: "possible_duplicates_second", columnNames: ["customer_b"] },
          { name: "possible_duplicates_waiting", columnNames: ["dismissed_at"] },
        ],
        foreignKeys: [
          c.references("possible_duplicates_a_fk", "customer_a", "customers"),
          c.references("possible_duplicates_b_fk", "customer_b", "customers"),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("possible_duplicates");
  }
}

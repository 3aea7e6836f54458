import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class DuplicateKeys1764000000029 implements MigrationInterface {
  name = "DuplicateKeys1764000000029";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "duplicate_keys",
        columns: [
          c.integer("customer_id", { isPrimary: true }),
          c.word("kind", 10, { isPrimary: true }),
          c.word("match_key", 191),
        ],
        indices: [{ name: "duplicate_keys_match", columnNames: ["kind", "match_key"] }],
        foreignKeys: [c.references("duplicate_keys_customer_fk", "customer_id", "customers")],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("duplicate_keys");
  }
}

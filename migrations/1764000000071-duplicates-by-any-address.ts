import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

/** A customer has a key for each of their addresses, so that the key itself must be part of the primary one. */
export class DuplicatesByAnyAddress1764000000071 implements MigrationInterface {
  name = "DuplicatesByAnyAddress1764000000071";

  async up(runner: QueryRunner): Promise<void> {
    await rebuild(runner, { isPrimary: true });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      "DELETE FROM duplicate_keys WHERE customer_id IN (SELECT id FROM (SELECT customer_id AS id FROM duplicate_keys GROUP BY customer_id, kind HAVING COUNT(*) > 1) several)",
    );
    await rebuild(runner, { isPrimary: false });
  }
}

/** Neither database changes in place a primary key that a foreign key leans on. */
async function rebuild(runner: QueryRunner, matchKey: { isPrimary: boolean }): Promise<void> {
  const c = columns(runner);
  const tableColumns = [
    c.integer("customer_id", { isPrimary: true }),
    c.word("kind", 10, { isPrimary: true }),
    c.word("match_key", 191, matchKey),
  ];
  await runner.createTable(new Table({ name: "duplicate_keys_kept", columns: tableColumns }));
  await copy(runner, "duplicate_keys", "duplicate_keys_kept");
  await runner.dropTable("duplicate_keys");
  await runner.createTable(
    new Table({
      name: "duplicate_keys",
      columns: tableColumns,
      indices: [{ name: "duplicate_keys_match", columnNames: ["kind", "match_key"] }],
      foreignKeys: [c.references("duplicate_keys_customer_fk", "customer_id", "customers")],
    }),
  );
  await copy(runner, "duplicate_keys_kept", "duplicate_keys");
  await runner.dropTable("duplicate_keys_kept");
}

const copy = (runner: QueryRunner, from: string, to: string) =>
  runner.query(`INSERT INTO ${to} (customer_id, kind, match_key) SELECT customer_id, kind, match_key FROM ${from}`);

import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class CustomerMerges1764000000047 implements MigrationInterface {
  name = "CustomerMerges1764000000047";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables(columns(runner))) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["customer_merge_moves", "customer_merge_fields", "customer_merges"])
      await runner.dropTable(table);
  }
}

function tables(c: ReturnType<typeof columns>): Table[] {
  return [
    new Table({
      name: "customer_merges",
      columns: [
        c.generatedId(),
        c.integer("kept_id"),
        c.integer("merged_id"),
        c.integer("standing_slot", { isNullable: true }),
        c.word("merged_name", 400),
        c.word("former_password_hash", 255, { isNullable: true }),
        c.flag("took_password", false),
        c.integer("last_ticket_id"),
        c.integer("tickets_moved"),
        c.time("merged_at"),
        c.word("merged_by", 200),
        c.time("unmerged_at", { isNullable: true }),
        c.word("unmerged_by", 200, { isNullable: true }),
      ],
      indices: [
        { name: "customer_merges_standing", columnNames: ["merged_id", "standing_slot"], isUnique: true },
        { name: "customer_merges_kept", columnNames: ["kept_id"] },
      ],
      foreignKeys: [
        c.references("customer_merges_kept_fk", "kept_id", "customers"),
        c.references("customer_merges_merged_fk", "merged_id", "customers"),
      ],
    }),
    new Table({
      name: "customer_merge_fields",
      columns: [
        c.integer("merge_id", { isPrimary: true }),
        c.word("field", 150, { isPrimary: true }),
        c.text("former", { isNullable: true }),
        c.text("latter", { isNullable: true }),
        c.word("leftover", 500, { isNullable: true }),
      ],
      foreignKeys: [c.references("customer_merge_fields_merge_fk", "merge_id", "customer_merges")],
    }),
    new Table({
      name: "customer_merge_moves",
      columns: [
        c.integer("merge_id", { isPrimary: true }),
        c.word("kind", 20, { isPrimary: true }),
        c.integer("item_id", { isPrimary: true }),
        c.text("former", { isNullable: true }),
      ],
      foreignKeys: [c.references("customer_merge_moves_merge_fk", "merge_id", "customer_merges")],
    }),
  ];
}

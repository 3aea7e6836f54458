import type { QueryRunner, TableColumnOptions, TableForeignKeyOptions } from "typeorm";

/** Column shapes that mean the same on SQLite and on MySQL/MariaDB. */
export function columns(runner: QueryRunner) {
  const isMysql = runner.connection.options.type !== "better-sqlite3";
  // Without it MariaDB holds `alice@x` and `Älice@x` for one value (DESIGN trap 15). SQLite compares bytes by itself.
  const binary = isMysql ? { charset: "utf8mb4", collation: "utf8mb4_bin" } : {};
  return {
    generatedId: (name = "id"): TableColumnOptions => ({
      name,
      type: "integer",
      isPrimary: true,
      isGenerated: true,
      generationStrategy: "increment",
    }),
    integer: (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
      name,
      type: "integer",
      ...more,
    }),
    bigInteger: (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
      name,
      type: "bigint",
      ...more,
    }),
    word: (name: string, length: number, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
      name,
      type: "varchar",
      length: String(length),
      ...binary,
      ...more,
    }),
    text: (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
      name,
      type: "text",
      ...binary,
      ...more,
    }),
    flag: (name: string, initially: boolean): TableColumnOptions =>
      isMysql
        ? { name, type: "tinyint", default: initially ? "1" : "0" }
        : { name, type: "boolean", default: initially ? "1" : "0" },
    /** UTC, milliseconds. */
    time: (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
      name,
      type: "datetime",
      precision: 3,
      ...more,
    }),
    /** Spelled out, because MySQL and MariaDB name the default differently. */
    references: (name: string, column: string, table: string): TableForeignKeyOptions => ({
      name,
      columnNames: [column],
      referencedTableName: table,
      referencedColumnNames: ["id"],
      onDelete: "RESTRICT",
      onUpdate: "RESTRICT",
    }),
  };
}

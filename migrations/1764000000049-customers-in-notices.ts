import type { MigrationInterface, QueryRunner } from "typeorm";
import { TableColumn } from "typeorm";
import { columns } from "./columns";

/** Whose doing a notice tells of, so that the name of a customer who is deleted is struck through there too. */
export class CustomersInNotices1764000000049 implements MigrationInterface {
  name = "CustomersInNotices1764000000049";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.addColumn("notices", new TableColumn(c.integer("actor_customer_id", { isNullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("notices", "actor_customer_id");
  }
}

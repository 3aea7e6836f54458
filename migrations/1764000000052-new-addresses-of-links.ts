import type { MigrationInterface, QueryRunner } from "typeorm";
import { TableColumn } from "typeorm";
import { columns } from "./columns";

/** The address that a customer wants to change to, with the link that is to prove it. */
export class NewAddressesOfLinks1764000000052 implements MigrationInterface {
  name = "NewAddressesOfLinks1764000000052";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.addColumn("customer_links", new TableColumn(c.word("new_email", 320, { isNullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("customer_links", "new_email");
  }
}

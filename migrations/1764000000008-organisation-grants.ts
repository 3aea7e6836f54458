import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class OrganisationGrants1764000000008 implements MigrationInterface {
  name = "OrganisationGrants1764000000008";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "organisation_grants",
        columns: [
          c.integer("customer_id", { isPrimary: true }),
          c.integer("organisation_id", { isPrimary: true }),
          c.word("level", 20),
        ],
        indices: [{ name: "organisation_grants_organisation", columnNames: ["organisation_id"] }],
        foreignKeys: [
          c.references("organisation_grants_customer_fk", "customer_id", "customers"),
          c.references("organisation_grants_organisation_fk", "organisation_id", "organisations"),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("organisation_grants");
  }
}

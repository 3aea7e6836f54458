import { type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { columns } from "./columns";

export class OrganisationDomains1764000000040 implements MigrationInterface {
  name = "OrganisationDomains1764000000040";

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await runner.createTable(
      new Table({
        name: "organisation_domains",
        columns: [c.word("domain", 253, { isPrimary: true }), c.integer("organisation_id"), c.time("created_at")],
        indices: [{ name: "organisation_domains_organisation", columnNames: ["organisation_id"] }],
        foreignKeys: [c.references("organisation_domains_organisation_fk", "organisation_id", "organisations")],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("organisation_domains");
  }
}

import type { MigrationInterface, QueryRunner } from "typeorm";

/** In the order of numbers, which end every index by themselves: the Hub lists an organisation's tickets newest first. */
export class TicketsOfOrganisations1764000000039 implements MigrationInterface {
  name = "TicketsOfOrganisations1764000000039";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX tickets_by_organisation ON tickets (organisation_id)");
    await runner.query("CREATE INDEX tickets_by_organisation_status ON tickets (organisation_id, status)");
  }

  async down(runner: QueryRunner): Promise<void> {
    const on = runner.connection.options.type !== "better-sqlite3" ? " ON tickets" : "";
    await runner.query(`DROP INDEX tickets_by_organisation_status${on}`);
    await runner.query(`DROP INDEX tickets_by_organisation${on}`);
  }
}

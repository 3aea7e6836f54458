import type { MigrationInterface, QueryRunner } from "typeorm";

/** Whose a token is, until when it opens something, and which token made it. Tokens from before are nobody's. */
export class OwnersOfTokens1764000000056 implements MigrationInterface {
  name = "OwnersOfTokens1764000000056";

  // Plain ALTER TABLE, because TypeORM copies the whole table on SQLite to add a column.
  async up(runner: QueryRunner): Promise<void> {
    const int = runner.connection.options.type === "better-sqlite3" ? "integer" : "int";
    await runner.query(`ALTER TABLE access_tokens ADD COLUMN owner_id ${int} NULL`);
    await runner.query(`ALTER TABLE access_tokens ADD COLUMN made_by_token_id ${int} NULL`);
    await runner.query("ALTER TABLE access_tokens ADD COLUMN expires_at datetime(3) NULL");
    await runner.query("CREATE INDEX access_tokens_owner ON access_tokens (owner_id)");
    await runner.query("CREATE INDEX access_tokens_made_by ON access_tokens (made_by_token_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    const on = runner.connection.options.type !== "better-sqlite3" ? " ON access_tokens" : "";
    await runner.query(`DROP INDEX access_tokens_made_by${on}`);
    await runner.query(`DROP INDEX access_tokens_owner${on}`);
    for (const column of ["expires_at", "made_by_token_id", "owner_id"])
      await runner.query(`ALTER TABLE access_tokens DROP COLUMN ${column}`);
  }
}

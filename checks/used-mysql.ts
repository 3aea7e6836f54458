import { createConnection, type RowDataPacket } from "mysql2/promise";

/** What the names of a run's databases begin with: the server may be one that others use too. */
export const runPrefix = (): string => `deskfolk_run_${process.env.DESKFOLK_TEST_RUN}_`;

/** Drops what the run left on a server that lives on. */
export async function dropUsedDatabases(): Promise<void> {
  const server = await createConnection(process.env.TEST_MYSQL_URL ?? "");
  try {
    const [rows] = await server.query<RowDataPacket[]>(
      "SELECT schema_name AS name FROM information_schema.schemata WHERE LEFT(schema_name, ?) = ?",
      [runPrefix().length, runPrefix()],
    );
    for (const { name } of rows) await server.query(`DROP DATABASE ${name}`);
  } finally {
    await server.end();
  }
}

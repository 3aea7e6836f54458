import { type PrivateMysql, startPrivateMysql } from "./private-mysql";

const NONE = `
**************************************************************************************************
*  The MySQL/MariaDB half of the tests does NOT run: no TEST_MYSQL_URL, no mariadbd, no mysqld.   *
*  Install one, for example: apt-get install mariadb-server                                       *
**************************************************************************************************
`;

/**
 * Sees to it that TEST_MYSQL_URL names a server: the one the caller named, else a private one, else none, said loudly.
 * @throws with CI=true and no server
 */
export async function provideTestMysql(): Promise<PrivateMysql | undefined> {
  if (process.env.TEST_MYSQL_URL) return undefined;
  const server = await startPrivateMysql();
  if (server) {
    process.env.TEST_MYSQL_URL = server.url;
    process.env.DESKFOLK_PRIVATE_MYSQL = "true";
    return server;
  }
  if (process.env.CI === "true") throw new Error(`With CI=true this is a failure.${NONE}`);
  process.stderr.write(NONE);
  return undefined;
}

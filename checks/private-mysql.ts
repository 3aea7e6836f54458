import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { createConnection } from "mysql2/promise";
import { quickFolder } from "./quick-folder";

const run = promisify(execFile);

/** A database server that belongs to one run of the tests. */
export interface PrivateMysql {
  /** Without a database name; its user may create databases. */
  readonly url: string;
  readonly version: string;
  /** Kills it, as a power cut does. */
  crash(): Promise<void>;
  /** Starts it again after a crash, at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts MariaDB or MySQL in a folder of its own. Undefined when neither is installed. `isDurable` keeps what is committed in a crash. */
export async function startPrivateMysql({ isDurable = false } = {}): Promise<PrivateMysql | undefined> {
  const server = mysqlProgram();
  if (!server) return undefined;
  const { stdout: version } = await run(server, ["--version"]);
  const folder = mkdtempSync(path.join(quickFolder(), "deskfolk-mysql-"));
  try {
    await createDataFolder(server, /mariadb/i.test(version), path.join(folder, "data"));
    return { version: version.trim(), ...(await startServer(server, folder, isDurable)) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The server's program, where one is installed. */
export const mysqlProgram = (): string | undefined => onPath("mariadbd") ?? onPath("mysqld");

function onPath(name: string): string | undefined {
  // Debian keeps servers in sbin, which a normal user's PATH leaves out.
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", "/usr/local/sbin", "/usr/libexec"];
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Both servers refuse to run as root unless told to, which a container's user often is. */
const asUser = process.getuid?.() === 0 ? ["--user=root"] : [];

async function createDataFolder(server: string, isMariaDb: boolean, dataFolder: string): Promise<void> {
  if (!isMariaDb) {
    await run(server, ["--no-defaults", "--initialize-insecure", `--datadir=${dataFolder}`, ...asUser]);
    return;
  }
  const install = onPath("mariadb-install-db") ?? onPath("mysql_install_db");
  if (!install)
    throw new Error(`${server} is installed, but mariadb-install-db is not: install the whole MariaDB server.`);
  const normalPasswords = "--auth-root-authentication-method=normal";
  await run(install, ["--no-defaults", `--datadir=${dataFolder}`, normalPasswords, "--skip-test-db", ...asUser]);
}

/**
 * The server dies with this process, whatever ends it: the shell between them waits for the end of its standard input, which
 * the system closes even when the process is killed. It has a process group of its own, so that Ctrl-C reaches only us.
 */
const GUARD = 'folder=$1; shift; "$@" & server=$!; cat > /dev/null; kill "$server"; wait "$server"; rm -rf "$folder"';

async function startServer(server: string, folder: string, isDurable: boolean): Promise<Omit<PrivateMysql, "version">> {
  const port = await freePort();
  const log = path.join(folder, "server.log");
  const url = `mysql://root@127.0.0.1:${port}`;
  const guards: ChildProcess[] = [];
  const stop = async () => {
    for (const guard of guards.reverse()) await stopServer(guard);
  };
  const restart = async () => {
    guards.push(startGuarded(server, folder, optionsOf(folder, port, log, isDurable)));
    try {
      await answers(url);
    } catch (error) {
      const last = readFileSync(log, "utf8").split("\n").slice(-15).join("\n");
      await stop();
      throw new Error(`The tests' own database server did not start. The end of its log:\n${last}`, { cause: error });
    }
  };
  const crash = async () => {
    const pid = Number(readFileSync(path.join(folder, "server.pid"), "utf8"));
    process.kill(pid, "SIGKILL");
    while (existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(statusOf(pid))) await sleep(20);
  };
  await restart();
  return { url, crash, restart, stop };
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "State: Z";
  }
}

function startGuarded(server: string, folder: string, options: string[]): ChildProcess {
  const guard = spawn("sh", ["-c", GUARD, "sh", folder, server, ...options], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Nothing waits for the server: the run ends when the tests do.
  guard.unref();
  if (guard.stdin && "unref" in guard.stdin && typeof guard.stdin.unref === "function") guard.stdin.unref();
  return guard;
}

function optionsOf(folder: string, port: number, log: string, isDurable: boolean): string[] {
  const firstStatements = path.join(folder, "init.sql");
  writeFileSync(
    firstStatements,
    "CREATE USER IF NOT EXISTS 'root'@'127.0.0.1' IDENTIFIED BY '';\nGRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n",
  );
  return [
    "--no-defaults",
    ...asUser,
    `--datadir=${path.join(folder, "data")}`,
    // A server that starts deletes what looks like temporary tables of a former one, another running server's too.
    `--tmpdir=${folder}`,
    `--socket=${path.join(folder, "server.sock")}`,
    `--pid-file=${path.join(folder, "server.pid")}`,
    `--log-error=${log}`,
    `--init-file=${firstStatements}`,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    // A zone far from UTC on purpose: a time that the server made, or shifted, is five hours off and fails its test.
    "--default-time-zone=+05:00",
    "--max-connections=500",
    "--skip-log-bin",
    // Speed instead of safety: the data dies with the run.
    ...(isDurable
      ? []
      : ["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--loose-innodb-flush-method=nosync"]),
    "--innodb-buffer-pool-size=256M",
    "--performance-schema=OFF",
    "--loose-mysqlx=OFF",
  ];
}

async function stopServer(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null) return;
  guard.ref();
  const exit = once(guard, "exit");
  guard.stdin?.end();
  await exit;
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  await once(listener, "close");
  if (address === null || typeof address === "string") throw new Error("The system gave no free port.");
  return address.port;
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      const connection = await createConnection(url);
      await connection.query("SELECT 1");
      await connection.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

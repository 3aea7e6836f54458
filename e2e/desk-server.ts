import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { childrenOf } from "@/bench/processes";
import { ROOT } from "./build";

/** Somebody who can sign in. */
export interface Person {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

/** The built product, as `npm start` runs it, on a database of its own. */
/** What the servers of the tests take mail for. */
export const INBOUND_MAIL_TOKEN = randomBytes(24).toString("hex");

export interface DeskServer {
  readonly url: string;
  readonly databaseUrl: string;
  readonly folder: string;
  /** Runs `desk <args>` on its database and returns what it printed. */
  command(args: string[], input?: string): Promise<string>;
  /** An access token by that name, made the first time that somebody asks for it: the command takes seconds. */
  token(name: string, permissions?: string): Promise<string>;
  /** What it has logged so far. */
  log(): string;
  /** Kills all of its processes at once, as a power cut does. */
  crash(): Promise<void>;
  /** Starts it again after a crash. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** How `npm start` runs the product: the front door answers GraphQL and has Next behind it. */
const FRONT_DOOR = ["node_modules/tsx/dist/cli.mjs", "server/main.ts"];
/** How a host that knows only Next runs it. */
export const NEXT_ALONE = ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1"];

export async function startDesk(
  kind: "sqlite" | "mysql",
  program: readonly string[] = FRONT_DOOR,
  /** Of its environment, beside what every desk has. */
  more: Readonly<Record<string, string>> = {},
): Promise<DeskServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "deskfolk-e2e-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const database = await emptyDatabase(kind, folder);
  const env = { ...environment(folder, url, port, database.url), ...more };
  const logFile = path.join(folder, "server.log");
  const command = (args: string[], input = "") => runDesk(env, args, input);
  const token = keptTokens(command);
  const log = createWriteStream(logFile);
  const run = () => {
    const started = spawn(process.execPath, [...program], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    started.stdout.pipe(log, { end: false });
    started.stderr.pipe(log, { end: false });
    return started;
  };
  let server = run();
  const readLog = () => readFileSync(logFile, "utf8");
  const start = async () => {
    server = run();
    await isReady(url, server);
  };
  const crash = async () => {
    const exit = once(server, "exit");
    for (const pid of [server.pid ?? 0, ...childrenOf(server.pid ?? 0).map((child) => child.pid)]) killAtOnce(pid);
    await exit;
  };
  const stop = async () => {
    await endServer(server);
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await isReady(url, server);
  } catch (error) {
    const said = readLog();
    await stop();
    throw new Error(`The product did not start. It said:\n${said}`, { cause: error });
  }
  return { url, databaseUrl: database.url, folder, command, token, log: readLog, crash, start, stop };
}

function keptTokens(command: DeskServer["command"]): DeskServer["token"] {
  const kept = new Map<string, Promise<string>>();
  const make = async (name: string, permissions: string) => {
    const printed = await command(["create-token", "--name", name, "--permissions", permissions]);
    return printed.trim().split("\n").at(-1) ?? "";
  };
  return (name, permissions = "all") => {
    const key = `${name}, who may ${permissions}`;
    const token = kept.get(key) ?? make(name, permissions);
    kept.set(key, token);
    return token;
  };
}

/** Nothing of the developer's own configuration, so that the tests run alike everywhere. */
function environment(folder: string, url: string, port: number, databaseUrl: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    STORAGE_URL: `file:${path.join(folder, "files")}`,
    APP_URL: url,
    PORT: String(port),
    HOST: "127.0.0.1",
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    SUPPORT_ADDRESS: "help@desk.example",
    INBOUND_MAIL_TOKEN,
    LOG_LEVEL: "warn",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** On SQLite it goes with the folder. */
async function emptyDatabase(kind: "sqlite" | "mysql", folder: string) {
  if (kind === "sqlite") return { url: `file:${path.join(folder, "desk.sqlite")}`, drop: async () => undefined };
  const server = process.env.TEST_MYSQL_URL;
  if (!server) throw new Error("This browser test needs MySQL or MariaDB: set TEST_MYSQL_URL or install a server.");
  const name = `deskfolk_e2e_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const onServer = async (statement: string) => {
    const connection = await createConnection(server);
    await connection.query(statement);
    await connection.end();
  };
  await onServer(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  return { url, drop: () => onServer(`DROP DATABASE ${name}`) };
}

async function runDesk(env: NodeJS.ProcessEnv, args: string[], input: string): Promise<string> {
  const tsx = path.join(ROOT, "node_modules/tsx/dist/cli.mjs");
  const child = spawn(process.execPath, [tsx, "server/cli.ts", ...args], { cwd: ROOT, env });
  let printed = "";
  let complained = "";
  child.stdout.on("data", (text) => {
    printed += text;
  });
  child.stderr.on("data", (text) => {
    complained += text;
  });
  child.stdin.end(input);
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`desk ${args.join(" ")} ended with ${code}:\n${printed}${complained}`);
  return printed;
}

/** Seconds as a rule. No test is about that; a machine may be busy with ten other things. */
const READY_MS = 180_000;

async function isReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`It ended with ${server.exitCode}.`);
    const answer = await fetch(`${url}/api/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(150);
  }
  throw new Error(`It was not ready within ${READY_MS / 1000} s.`);
}

function killAtOnce(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, "exit");
  server.kill("SIGTERM");
  // The product promises to drain within 30 s.
  const isLate = await Promise.race([exit.then(() => false), sleep(35_000, true, { ref: false })]);
  if (!isLate) return;
  server.kill("SIGKILL");
  throw new Error("The product was still running 35 s after SIGTERM.");
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

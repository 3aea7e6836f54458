import type { ChildProcess } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import path from "node:path";
import { createInterface } from "node:readline";
import { createToken } from "@/server/accounts/create-token";
import { readConfig } from "@/server/config";
import { type Ctx, ctxFor } from "@/server/ctx";
import { migrate, openDatabase } from "@/server/db";
import { openFiles } from "@/server/files/files";
import { createLog } from "@/server/log";
import { HEAP_OF, packedProgram } from "@/server/own-process";
import { endProcess, ROOT, runProcess } from "./processes";
import type { ScratchDatabase } from "./scratch-database";

/** The product in production mode on a scratch database: the front door without its worker, or the worker alone. */
export interface Desk {
  readonly url: string;
  readonly web: ChildProcess;
  startWorker(): ChildProcess;
  stop(): Promise<void>;
}

/** Of no worth outside a scratch database. */
export const INBOUND_MAIL_TOKEN = randomBytes(32).toString("base64url");

function environmentOf(database: ScratchDatabase): Record<string, string> {
  return {
    DATABASE_URL: database.url,
    STORAGE_URL: `file:${path.join(database.folder, "files")}`,
    // The front door prints the port that the system gave in place of the 0.
    APP_URL: "http://localhost:0",
    PORT: "0",
    HOST: "127.0.0.1",
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    SUPPORT_ADDRESS: "help@desk.example",
    INBOUND_MAIL_TOKEN,
    LOG_LEVEL: "warn",
    WORKER: "off",
  };
}

export async function startDesk(database: ScratchDatabase): Promise<Desk> {
  const env = environmentOf(database);
  const folder = process.env.BENCH_CPU_PROF;
  const profile = folder ? ["--cpu-prof", `--cpu-prof-dir=${folder}`] : [];
  const web = runProcess("server/main.ts", {
    env,
    execArgv: ["--import", path.join(ROOT, "bench/event-loop.ts"), ...profile],
    stdio: ["ignore", "pipe", 2, "ipc"],
  });
  const workers: ChildProcess[] = [];
  return {
    url: await addressOf(web),
    web,
    startWorker() {
      const worker = runProcess(packedProgram("server/worker.ts").file, {
        env,
        execArgv: [HEAP_OF.worker, ...profile],
      });
      workers.push(worker);
      return worker;
    },
    async stop() {
      await Promise.all([...workers, web].map(endProcess));
    },
  };
}

async function addressOf(web: ChildProcess): Promise<string> {
  if (!web.stdout) throw new Error("The front door has no output to read its address from.");
  for await (const line of createInterface(web.stdout)) {
    const [, port] = /^Deskfolk is at http:\/\/localhost:(\d+)/.exec(line) ?? [];
    if (port) {
      web.stdout.resume();
      return `http://127.0.0.1:${port}`;
    }
    process.stderr.write(`${line}\n`);
  }
  throw new Error("The front door ended before it listened.");
}

/** Runs verbs of the product on a scratch database, migrating it first. */
export async function onDatabase<T>(database: ScratchDatabase, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  const config = readConfig(environmentOf(database), database.folder);
  const opened = await openDatabase(config);
  try {
    await migrate(opened);
    const log = createLog(config.logLevel);
    const services = { config, database: opened, files: openFiles(config), log, now: () => new Date() };
    return await run(ctxFor(services, { kind: "system", name: "bench" }, randomUUID()));
  } finally {
    await opened.close();
  }
}

export async function tokenFor(ctx: Ctx): Promise<string> {
  const { token } = await createToken(ctx, { name: "bench", permissions: ["all"] });
  return token;
}

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type MailConfig, mailConfigOf, mailEnvironment, mailProblems } from "./mail/mail-config";

// The databases hold UTC. mysql2 hands dates over as text and TypeORM reads such text in the process's zone,
// so a server in Karachi would shift every date by five hours.
process.env.TZ = "UTC";

export interface Config {
  /** `sqlite` keeps everything in one file; `mysql` is MySQL 8 or MariaDB 10.6 and newer. */
  readonly database: { kind: "sqlite"; file: string } | { kind: "mysql"; url: string };
  readonly port: number;
  /** Interface to listen on. Demo mode never leaves the loopback interface. */
  readonly host: string;
  /** Public origin without a trailing slash, for example `https://help.example.com`. */
  readonly appUrl: string;
  readonly authSecret: string;
  readonly demo: boolean;
  /** `file:` and a folder, for uploads and attachments. */
  readonly storageUrl: string;
  /** For whoever develops a receiver on this machine. In production the desk is reached from outside, and this machine is not. */
  readonly allowsLoopbackWebhooks: boolean;
  readonly runsWorker: boolean;
  readonly logLevel: string;
  readonly mail: MailConfig;
  /** Folder for what the product makes for itself: embedded database, demo secrets, local files. */
  readonly dataFolder: string;
}

const environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^(file:|mysql:\/\/|mariadb:\/\/)/, "must begin with file: or mysql://")
    .optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).optional(),
  APP_URL: z
    .url({ protocol: /^https?$/, error: "must be a full address such as https://help.example.com" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  AUTH_SECRET: z.string().min(32, "must be at least 32 characters; try: openssl rand -base64 32").optional(),
  STORAGE_URL: z
    .string()
    .regex(/^file:/, "must begin with file:")
    .optional(),
  WORKER: z.enum(["on", "off"], { error: 'must be "on" or "off"' }).default("on"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  ...mailEnvironment,
});

/** Thrown at boot with every problem at once, so that nobody fixes them one restart at a time. */
export class ConfigError extends Error {
  override name = "ConfigError";
  constructor(readonly problems: string[]) {
    super(`Deskfolk cannot start:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

/**
 * Reads and checks the environment. Neither DATABASE_URL nor APP_URL means demo mode: an embedded database, a secret made once.
 * @throws ConfigError listing every problem
 */
export function readConfig(env: Record<string, string | undefined> = process.env, folder = process.cwd()): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(set);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  const demo = !set.DATABASE_URL && !set.APP_URL;
  if (!demo && !set.AUTH_SECRET) {
    problems.push("AUTH_SECRET is missing; it signs the sessions. Make one with: openssl rand -base64 32");
  }
  if (!demo && !set.APP_URL) {
    problems.push("APP_URL is missing; it is the address people open, for example https://help.example.com");
  }
  problems.push(...mailProblems(set, demo));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  const values = parsed.data;
  const dataFolder = path.join(folder, "data");
  return {
    database: databaseOf(values.DATABASE_URL ?? `file:${path.join(dataFolder, "deskfolk.sqlite")}`, folder),
    port: values.PORT,
    host: values.HOST ?? (demo ? "127.0.0.1" : "0.0.0.0"),
    appUrl: values.APP_URL ?? `http://localhost:${values.PORT}`,
    authSecret: values.AUTH_SECRET ?? demoSecret(dataFolder),
    demo,
    storageUrl: values.STORAGE_URL ?? `file:${path.join(dataFolder, "files")}`,
    allowsLoopbackWebhooks: demo,
    runsWorker: values.WORKER === "on",
    logLevel: values.LOG_LEVEL,
    mail: mailConfigOf(values),
    dataFolder,
  };
}

function databaseOf(url: string, folder: string): Config["database"] {
  if (!url.startsWith("file:")) return { kind: "mysql", url: url.replace(/^mariadb:/, "mysql:") };
  const file = path.resolve(folder, url.slice("file:".length));
  mkdirSync(path.dirname(file), { recursive: true });
  return { kind: "sqlite", file };
}

function demoSecret(dataFolder: string): string {
  const file = path.join(dataFolder, "auth-secret");
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true });
    // `wx` so that two processes that start at once cannot overwrite each other's secret.
    try {
      writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}

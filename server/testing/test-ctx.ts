import { Writable } from "node:stream";
import pino from "pino";
import type { Config } from "@/server/config";
import { type Ctx, ctxFor } from "@/server/ctx";
import type { Database } from "@/server/db";
import { openFiles } from "@/server/files/files";
import type { Log } from "@/server/log";
import type { MailConfig } from "@/server/mail/mail-config";
import type { Actor } from "@/server/permissions";
import { anAgent } from "./actors";
import { testFolder } from "./test-folder";
import { noteError } from "./unexpected-errors";

/** When every test takes place, unless it says otherwise. */
const TEST_NOW = new Date("2026-03-04T05:06:07.089Z");

/** The clock of one `testCtx`. It stands still until the test moves it. */
export interface TestClock {
  set(time: Date | string): void;
  advance(milliseconds: number): void;
}

/** What the test may set on top of a plain `Ctx`. */
export interface TestCtx extends Ctx {
  readonly clock: TestClock;
  /** The same database, files, log and clock for somebody else. */
  as(actor: Actor): TestCtx;
}

/** A context as a request has it: files in a temporary folder, a clock that stands still, a log in which an error fails the test. */
export function testCtx(
  database: Database,
  { actor = anAgent(), now, settings }: { actor?: Actor; now?: Date | string; settings?: Partial<Config> } = {},
): TestCtx {
  let time = new Date(now ?? TEST_NOW);
  const clock: TestClock = {
    set: (next) => {
      time = new Date(next);
    },
    advance: (milliseconds) => {
      time = new Date(time.getTime() + milliseconds);
    },
  };
  const config = { ...testConfig(database), ...settings };
  const services = { config, database, files: openFiles(config), log: testLog(), now: () => new Date(time) };
  const as = (who: Actor): TestCtx => ({ ...ctxFor(services, who, "test-request"), clock, as });
  return as(actor);
}

/** The built-in mailbox. */
export const TEST_MAIL: MailConfig = {
  transport: { kind: "mailbox" },
  from: { name: null, address: "desk@desk.example" },
  supportAddress: "support@desk.example",
  perSecond: null,
  timeoutMs: 2000,
  imap: null,
  inboundToken: null,
  webhookSecret: null,
};

/** The configuration of a server in production on that database, its folders temporary. */
export function testConfig(database: Database): Config {
  const folder = testFolder();
  const { options } = database.writer;
  return {
    database:
      database.kind === "sqlite"
        ? { kind: "sqlite", file: String(options.database) }
        : { kind: "mysql", url: "url" in options ? String(options.url) : "" },
    port: 3000,
    host: "127.0.0.1",
    appUrl: "http://localhost:3000",
    authSecret: "a secret of the tests, long enough to be taken",
    demo: false,
    storageUrl: `file:${folder}`,
    allowsLoopbackWebhooks: false,
    runsWorker: false,
    logLevel: "debug",
    mail: TEST_MAIL,
    dataFolder: folder,
  };
}

/** Silent, except that an error fails the test: see `expectLoggedError`. */
function testLog(): Log {
  const sink = new Writable({
    write(line: Buffer, _encoding, done) {
      noteError(line.toString());
      done();
    },
  });
  return pino({ level: "error", base: undefined }, sink);
}

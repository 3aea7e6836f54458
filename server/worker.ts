import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError, readConfig } from "./config";
import { ctxFor, type Services } from "./ctx";
import { isMigrated, openDatabase } from "./db";
import { openFiles } from "./files/files";

<<<<<<< HEAD

import { jobLanes } from "./job-handlers";
import { type JobHandler, runNextJob } from "./jobs/run-job";
import { createLog } from "./log";

=======

import { jobHandlers } from "./job-handlers";
import { runNextJob } from "./jobs/run-job";
import { createLog, type Log } from "./log";
import { openTransport } from "./mail/open-transport";
import { runOutbox } from "./mail/send-mails";

>>>>>>> 6d501da (Send queued mail over Resend, SMTP or into a built-in mailbox)

const IDLE_MS = 400;
/** After an error of the database: it may be restarting. */
const TROUBLE_MS = 2000;
/** How long the job that is being worked on may take after SIGTERM; its lease brings it back anyway. */
const DRAIN_MS = 20_000;

/** Takes jobs and sends mail as they come, until it is told to stop. */
async function work(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const database = await openDatabase(config);
  const services = { config, database, files: openFiles(config), log, now: () => new Date() };
  let isStopping = false;
  const stop = () => {
    isStopping = true;
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
  // The front door has died without a word: its successor starts a worker of its own.
  process.on("disconnect", stop);

  while (!isStopping && !(await isMigrated(database).catch(() => false))) await sleep(TROUBLE_MS);
<<<<<<< HEAD
  const workOn = async (lane: ReadonlyMap<string, JobHandler>) => {
    while (!isStopping) {
      try {
        const ctx = ctxFor(services, { kind: "system", name: "worker" }, randomUUID());
        if (!(await runNextJob(ctx, lane))) await sleep(IDLE_MS);
      } catch (error) {
        log.error({ err: error }, "the worker met an error");
        await sleep(TROUBLE_MS);
      }
    }
  };
  await Promise.all(jobLanes.map(workOn));
  await database.close();
  process.exit(0);
=======
  const wantsStop = () => isStopping;
  // Mail has a loop of its own: a link that somebody waits for must not wait for an import.
  await Promise.all([workOnJobs(services, wantsStop), sendMail(services, wantsStop)]);
  await database.close();
  process.exit(0);
}

async function workOnJobs(services: Services, isStopping: () => boolean): Promise<void> {
  await untilStopped(services.log, isStopping, async () => {
    const ctx = ctxFor(services, { kind: "system", name: "worker" }, randomUUID());
    if (!(await runNextJob(ctx, jobHandlers))) await sleep(IDLE_MS);
  });
}

async function sendMail(services: Services, isStopping: () => boolean): Promise<void> {
  const transport = openTransport(services.config);
  const ctx = ctxFor(services, { kind: "system", name: "Mail" }, randomUUID());
  await untilStopped(services.log, isStopping, () => runOutbox(ctx, transport, isStopping));
  await transport.close();
}

async function untilStopped(log: Log, isStopping: () => boolean, once: () => Promise<void>): Promise<void> {
  while (!isStopping()) {
    try {
      await once();
    } catch (error) {
      log.error({ err: error }, "the worker met an error");
      await sleep(TROUBLE_MS);
    }
  }
>>>>>>> 6d501da (Send queued mail over Resend, SMTP or into a built-in mailbox)
}

work().catch((error) => {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
});

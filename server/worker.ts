import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError, readConfig } from "./config";
import { ctxFor } from "./ctx";
import { isMigrated, openDatabase } from "./db";
import { keepClearing } from "./files/clear-unclaimed";
import { openFiles } from "./files/files";
import { jobLanes, passingKinds } from "./job-handlers";
import { type JobHandler, runNextJob } from "./jobs/run-job";
import { tidyJobs } from "./jobs/tidy-jobs";
import { createLog } from "./log";
import type { TakeMail } from "./mail/imap/follow-mailbox";
import { watchMailbox } from "./mail/imap/watch-mailbox";
import { workOnMailLine } from "./mail/incoming/mail-line";
import { MAX_MAIL_BYTES } from "./mail/incoming/raw-mail";
import { receiveMail } from "./mail/incoming/receive-mail";
import { openTransport } from "./mail/open-transport";
import { runOutbox } from "./mail/send-mails";
import { runWebhooks } from "./webhooks/send-deliveries";

const IDLE_MS = 400;
/** After an error of the database: it may be restarting. */
const TROUBLE_MS = 2000;
const TIDY_MS = 600_000;
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
  const untilStopped = async (once: () => Promise<void>) => {
    while (!isStopping) {
      try {
        await once();
      } catch (error) {
        log.error({ err: error }, "the worker met an error");
        await sleep(TROUBLE_MS);
      }
    }
  };
  const workOn = (lane: ReadonlyMap<string, JobHandler>) =>
    untilStopped(async () => {
      const ctx = ctxFor(services, { kind: "system", name: "worker" }, randomUUID());
      if (!(await runNextJob(ctx, lane))) await sleep(IDLE_MS);
    });
  const transport = openTransport(config);
  const mailCtx = ctxFor(services, { kind: "system", name: "Mail" }, randomUUID());
  const sendMail = () => untilStopped(() => runOutbox(mailCtx, transport, () => isStopping));
  const takeInMail = () => untilStopped(() => workOnMailLine(mailCtx, () => isStopping));
  // Mail has a lane of its own: a link that somebody waits for must not wait for an import.
  const { imap } = config.mail;
  const take: TakeMail = async (raw) => {
    await receiveMail(mailCtx, raw);
  };
  // It takes care of its own errors: a mail server that is away is none of the worker's.
  const readMailbox = imap
    ? untilStopped(() => watchMailbox(mailCtx, { imap, take, maxBytes: MAX_MAIL_BYTES, isStopping: () => isStopping }))
    : undefined;
  const webhookCtx = ctxFor(services, { kind: "system", name: "Webhooks" }, randomUUID());
  const sendWebhooks = () => untilStopped(() => runWebhooks(webhookCtx, () => isStopping));
  const filesCtx = ctxFor(services, { kind: "system", name: "Files" }, randomUUID());
  const clearFiles = () => untilStopped(() => keepClearing(filesCtx, () => isStopping));
  const jobsCtx = ctxFor(services, { kind: "system", name: "Jobs" }, randomUUID());
  const tidyUp = () =>
    untilStopped(async () => {
      await tidyJobs(jobsCtx, passingKinds);
      for (const until = Date.now() + TIDY_MS; !isStopping && Date.now() < until; ) await sleep(IDLE_MS);
    });
  await Promise.all([
    ...jobLanes.map(workOn),
    tidyUp(),
    sendMail(),
    takeInMail(),
    sendWebhooks(),
    clearFiles(),
    readMailbox,
  ]);
  await transport.close();
  await database.close();
  process.exit(0);
}

work().catch((error) => {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
});

import { accountJobs } from "./accounts/link-jobs";
import { duplicateJobs } from "./customers/find-duplicates";
import { customerJobs } from "./customers/mass-actions/all-actions";
import { uploadJobs } from "./files/purge-upload";
import { importLanes } from "./imports/import-jobs";
import type { JobHandler } from "./jobs/run-job";
import { fetchJobs } from "./mail/fetch-received";
import { receiveMail } from "./mail/incoming/receive-mail";
import { mailJobs } from "./mail/invite-imported";
import { organisationJobs } from "./organisations/renamed-members";
import { noticeJobs } from "./tickets/tell-agents";

const receivedJobs = fetchJobs(async (ctx, raw) => {
  await receiveMail(ctx, raw);
});

/** Nobody asks any more for a job of these once it is done; the others are the history of what was done to customers. */
const passingLanes: readonly ReadonlyMap<string, JobHandler>[] = [
  new Map(accountJobs),
  new Map([...noticeJobs, ...uploadJobs, ...mailJobs]),
  new Map([...duplicateJobs, ...organisationJobs, ...noticeJobs, ...uploadJobs]),
  // It waits for a provider's answer.
  new Map(receivedJobs),
];

/** Each lane works on one job at a time: a long import holds up neither a deletion nor the link that somebody waits for. */
export const jobLanes: readonly ReadonlyMap<string, JobHandler>[] = [...passingLanes, customerJobs, ...importLanes];

/** The kinds of jobs that need not be kept: see tidyJobs. */
export const passingKinds: readonly string[] = [...new Set(passingLanes.flatMap((lane) => [...lane.keys()]))];

/** Every kind of job that there is. */
export const jobHandlers: ReadonlyMap<string, JobHandler> = new Map(jobLanes.flatMap((lane) => [...lane]));

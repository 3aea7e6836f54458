import { accountJobs } from "./accounts/link-jobs";
import { customerJobs } from "./customers/delete-customers";
import { uploadJobs } from "./files/purge-upload";
import { importJobs } from "./imports/import-jobs";
import type { JobHandler } from "./jobs/run-job";

/** Every kind of job that there is. */
export const jobHandlers: ReadonlyMap<string, JobHandler> = new Map([
  ...accountJobs,
  ...customerJobs,
  ...importJobs,
  ...uploadJobs,
]);

import { PURGE_IMPORTED } from "@/server/files/purge-upload";
import type { JobHandler } from "@/server/jobs/run-job";
import { PREVIEW_JOB } from "./preview-import";
import { purgeFile } from "./purge-file";
import { runImport } from "./run-import";
import { runPreview } from "./run-preview";
import { runUndo } from "./run-undo";
import { IMPORT_JOB } from "./start-import";
import { UNDO_IMPORT_JOB } from "./undo-import";

/** What somebody waits for on a page. */
const previewJobs: ReadonlyMap<string, JobHandler> = new Map([
  [PREVIEW_JOB, runPreview],
  [PURGE_IMPORTED, purgeFile],
]);

const writingJobs: ReadonlyMap<string, JobHandler> = new Map([
  [IMPORT_JOB, runImport],
  [UNDO_IMPORT_JOB, runUndo],
]);

/** The jobs of this folder, for the worker. */
export const importJobs: ReadonlyMap<string, JobHandler> = new Map([...previewJobs, ...writingJobs]);

/** A preview waits for no import, and a small import not for a large one. */
export const importLanes = [previewJobs, writingJobs, writingJobs] as const;

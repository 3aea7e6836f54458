import type { JobHandler } from "@/server/jobs/run-job";
import { PREVIEW_JOB } from "./preview-import";
import { runImport } from "./run-import";
import { runPreview } from "./run-preview";
import { runUndo } from "./run-undo";
import { IMPORT_JOB } from "./start-import";
import { UNDO_IMPORT_JOB } from "./undo-import";

/** The jobs of this folder, for the worker. */
export const importJobs: ReadonlyMap<string, JobHandler> = new Map([
  [PREVIEW_JOB, runPreview],
  [IMPORT_JOB, runImport],
  [UNDO_IMPORT_JOB, runUndo],
]);

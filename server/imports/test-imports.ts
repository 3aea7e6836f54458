import { Readable } from "node:stream";
import type { Ctx } from "@/server/ctx";
import { saveUpload } from "@/server/files/save-upload";
import { type JobHandler, type RunningJob, runNextJob } from "@/server/jobs/run-job";
import { findImport, listImportFailures, listPreviewRows } from "./find-import";
import type { Import } from "./import.entity";
import { importJobs } from "./import-jobs";
import { type PreviewImport, previewImport } from "./preview-import";
import { startImport } from "./start-import";

/** An upload of this text or these bytes, by the actor of `ctx`. */
export function anUpload(ctx: Ctx, content: string | Uint8Array, fileName = "people.csv"): Promise<string> {
  return saveUpload(ctx, { fileName, contents: Readable.from([Buffer.from(content)]) });
}

/** Uploads and previews, with the worker's part done. */
export async function previewOfFile(
  ctx: Ctx,
  content: string | Uint8Array,
  choices: Omit<PreviewImport, "uploadId"> = {},
): Promise<Import> {
  const id = await previewImport(ctx, { uploadId: await anUpload(ctx, content), ...choices });
  await runJobs(ctx);
  return importWith(ctx, id);
}

/** From the upload to the end. */
export async function importOfFile(
  ctx: Ctx,
  content: string | Uint8Array,
  choices: Omit<PreviewImport, "uploadId"> = {},
): Promise<Import> {
  const { id } = await previewOfFile(ctx, content, choices);
  await startImport(ctx, { importId: id });
  await runJobs(ctx);
  return importWith(ctx, id);
}

/** Does whatever is due. */
export async function runJobs(ctx: Ctx): Promise<void> {
  while (await runNextJob(ctx, importJobs));
}

export async function importWith(ctx: Ctx, id: number): Promise<Import> {
  const found = await findImport(ctx, id);
  if (!found) throw new Error(`There is no import ${id}.`);
  return found;
}

/** `line [column]: reason` of each failed row. */
export async function failuresOf(ctx: Ctx, importId: number): Promise<string[]> {
  const { rows } = await listImportFailures(ctx, { importId, first: 100 });
  return rows.map(({ line, columnName, reason }) => `${line}${columnName ? ` ${columnName}` : ""}: ${reason}`);
}

/** What the preview says of each kept row. */
export async function verdictsOf(ctx: Ctx, importId: number) {
  const { rows } = await listPreviewRows(ctx, { importId, first: 100 });
  return rows.map((row) => ({
    row: row.rowNo,
    verdict: row.verdict,
    ...(row.message === null ? {} : { message: row.message }),
    changes: (JSON.parse(row.changes) as { field: string; from: string | null; to: string | null }[]).map(
      ({ field, from, to }) => `${field}: ${from ?? ""} → ${to ?? ""}`,
    ),
  }));
}

/** `created updated unchanged restored failed`. */
export function countsOf(found: Import): string {
  return [found.created, found.updated, found.unchanged, found.restored, found.failed].join(" ");
}

/** The handlers of a worker whose jobs tell their progress through `tell`. */
export function handlersThat(tell: (job: RunningJob) => RunningJob["progressIn"]): Map<string, JobHandler> {
  return new Map(
    [...importJobs].map(([kind, run]) => [kind, (ctx, job) => run(ctx, { ...job, progressIn: tell(job) })]),
  );
}

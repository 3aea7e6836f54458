import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import { UserError } from "@/server/errors";
import { saveUpload } from "@/server/files/save-upload";
import { runNextJob } from "@/server/jobs/run-job";
import { findImport, listImportFailures } from "./find-import";
import { type Import, ImportStatus } from "./import.entity";
import { importJobs } from "./import-jobs";
import { previewImport } from "./preview-import";
import { startImport } from "./start-import";

export interface ImportFile {
  file: string;
  createOrganisations?: boolean;
  createAttributes?: boolean;
  sendInvitations?: boolean;
  /** Takes a line of progress. */
  say: (text: string) => void;
}

/** Imports a file from this computer from beginning to end, in this process. The file is refused as a `UserError`. */
export async function importFile(ctx: Ctx, { file, say, sendInvitations, ...options }: ImportFile): Promise<Import> {
  const size = await sizeOf(file);
  const fileName = path.basename(file);
  const uploadId = await saveUpload(ctx, { fileName, contents: createReadStream(file), size });
  const id = await previewImport(ctx, { uploadId, ...options });
  const previewed = await untilDone(ctx, id, say, [ImportStatus.PREVIEWING]);
  if (previewed.status !== ImportStatus.READY) throw new UserError("", previewed.message ?? "The file was refused.");
  say(`Read as import #${id}: ${previewed.totalRows} rows.`);
  await startImport(ctx, { importId: id, sendInvitations });
  const done = await untilDone(ctx, id, say, [ImportStatus.QUEUED, ImportStatus.RUNNING]);
  if (done.status !== ImportStatus.DONE) throw new UserError("", done.message ?? "The import did not finish.");
  return done;
}

/** What an import came to, for a terminal. */
export async function importInWords(ctx: Ctx, done: Import): Promise<string> {
  const { created, updated, unchanged, restored, failed, totalRows } = done;
  const counts = `${totalRows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${restored} restored, ${failed} failed.`;
  const { rows, hasMore } = await listImportFailures(ctx, { importId: done.id, first: 20 });
  const failures = rows.map(
    ({ line, columnName, reason }) => `  line ${line}${columnName ? `, ${columnName}` : ""}: ${reason}`,
  );
  return [counts, ...(done.message ? [done.message] : []), ...failures, ...(hasMore ? ["  …"] : [])].join("\n");
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new UserError("", `There is no file ${file}.`);
  return found.size;
}

/** Works on the import's job, or waits while another worker does. */
async function untilDone(
  ctx: Ctx,
  id: number,
  say: (text: string) => void,
  underWay: readonly ImportStatus[],
): Promise<Import> {
  const progress = setInterval(() => {
    void findImport(ctx, id).then((found) => {
      if (found?.status === ImportStatus.RUNNING) say(`${found.rowsDone} of ${found.totalRows} rows`);
    });
  }, 2000);
  try {
    for (;;) {
      const found = await findImport(ctx, id);
      if (!found) throw new Error(`Import ${id} is gone.`);
      if (!underWay.includes(found.status)) return found;
      if (!(await runNextJob(ctx, importJobs, found.jobId ?? undefined))) await sleep(200);
    }
  } finally {
    clearInterval(progress);
  }
}

import { Readable } from "node:stream";
import { In } from "typeorm";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { PURGE_IMPORTED } from "@/server/files/purge-upload";
import { Upload } from "@/server/files/upload.entity";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import type { RunningJob } from "@/server/jobs/run-job";
import { errorLines } from "./error-file";
import { withGivenUp } from "./find-import";
import { Import, ImportStatus } from "./import.entity";
import { FILE_GONE } from "./import-source";
import { lockImport } from "./start-import";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Those that still read the file. */
const UNDER_WAY: readonly ImportStatus[] = [ImportStatus.PREVIEWING, ImportStatus.QUEUED, ImportStatus.RUNNING];

/** Removes an uploaded list of customers; the rows of it that failed are kept as a file of their own. An undo needs neither. */
export async function purgeFile(ctx: Ctx, job: RunningJob): Promise<void> {
  const { uploadId } = job.payload as { uploadId: string };
  const found = await withGivenUp(ctx, await ctx.db.find(Import, { where: { uploadId }, order: { id: "ASC" } }));
  if (found.some(({ status }) => UNDER_WAY.includes(status))) return later(ctx, uploadId);
  for (const one of found) if (one.failed > 0 && !one.errorFile) await keepErrors(ctx, one);
  await inTransaction(ctx, async (tx) => {
    const upload = await tx.db.findOneBy(Upload, { id: uploadId });
    if (!upload) return;
    // In the order of ids, as whoever starts one of them holds it too.
    for (const { id } of found) await lockImport(tx, id);
    // Started between our look and now: it has the file for another day.
    if (await tx.db.existsBy(Import, { uploadId, status: In(UNDER_WAY) })) return later(tx, uploadId);
    await tx.db.update(
      Import,
      { uploadId, status: ImportStatus.READY },
      { status: ImportStatus.REFUSED, message: FILE_GONE, finishedAt: tx.now() },
    );
    await tx.db.delete(Upload, { id: uploadId });
    // Before the commit: when it does not come to that, the next attempt finds the row again and no file is left behind.
    await tx.files.remove(upload.storageName);
  });
}

async function later(ctx: Ctx, uploadId: string): Promise<void> {
  const runAt = new Date(ctx.now().getTime() + DAY_MS);
  await inTransaction(ctx, (tx) => enqueueJob(tx, { kind: PURGE_IMPORTED, payload: { uploadId }, runAt }));
}

async function keepErrors(ctx: Ctx, found: Import): Promise<void> {
  const errorFile = await ctx.files.store(
    "error-files",
    Readable.from(await errorLines(ctx, found), { objectMode: false }),
  );
  await inTransaction(ctx, (tx) => tx.db.update(Import, found.id, { errorFile }));
  await ctx.files.claim([errorFile]);
}

import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import type { JobHandler } from "@/server/jobs/run-job";
import { Upload } from "./upload.entity";

/** Of a file that began to arrive and of which nothing was heard since. */
export const PURGE_UNFINISHED = "uploads.purgeUnfinished";
export const PURGE_UPLOAD = "uploads.purge";
/** Of a file to import: see server/imports/purge-file.ts. */
export const PURGE_IMPORTED = "uploads.purgeImported";

/** Removes a file that was sent for a comment which was then never written. A comment that takes a file takes its row away with it. */
async function purgeUpload(ctx: Ctx, uploadId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const upload = await tx.db.findOneBy(Upload, { id: uploadId });
    if (!upload) return;
    const imported: unknown[] = await tx.db.query("SELECT id FROM imports WHERE upload_id = ? LIMIT 1", [uploadId]);
    if (imported.length > 0) return;
    const { affected } = await tx.db.delete(Upload, { id: uploadId });
    // Before the commit: when it does not come to that, the next attempt finds the row again and no file is left behind.
    if (affected !== 0) await tx.files.remove(upload.storageName);
  });
}

/** Written before the first byte and gone with the last: where it is still there, the process that took the file has died. */
export interface Unfinished {
  storageName: string;
}

export const uploadJobs: [string, JobHandler][] = [
  [PURGE_UNFINISHED, (ctx, job) => ctx.files.remove((job.payload as Unfinished).storageName)],
  [
    PURGE_UPLOAD,
    // The shape is the one that saveUpload wrote.
    (ctx, job) => purgeUpload(ctx, (job.payload as { uploadId: string }).uploadId),
  ],
];

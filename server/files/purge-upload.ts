import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import type { JobHandler } from "@/server/jobs/run-job";
import { Upload } from "./upload.entity";

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

export const uploadJobs: [string, JobHandler][] = [
  [
    PURGE_UPLOAD,
    // The shape is the one that saveUpload wrote.
    (ctx, job) => purgeUpload(ctx, (job.payload as { uploadId: string }).uploadId),
  ],
];

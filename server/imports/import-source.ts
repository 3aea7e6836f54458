import type { Ctx } from "@/server/ctx";
import { Upload } from "@/server/files/upload.entity";
import type { FileSource } from "./reader/file-source";

/** The uploaded file of an import. Whoever asks has been checked. */
export async function importSource(ctx: Ctx, uploadId: string): Promise<FileSource & { size: number }> {
  const upload = await ctx.db.findOneByOrFail(Upload, { id: uploadId });
  return { size: upload.size, open: () => ctx.files.read(upload.storageName) };
}

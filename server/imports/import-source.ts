import type { Ctx } from "@/server/ctx";
import { Upload } from "@/server/files/upload.entity";
import type { FileSource } from "./reader/file-source";

/** A file in storage. */
export interface StoredFile extends FileSource {
  size: number;
  storageName: string;
}

/** The uploaded file of an import. Whoever asks has been checked. */
export async function importSource(ctx: Ctx, uploadId: string): Promise<StoredFile> {
  const { size, storageName } = await ctx.db.findOneByOrFail(Upload, { id: uploadId });
  return { size, storageName, open: () => ctx.files.read(storageName) };
}

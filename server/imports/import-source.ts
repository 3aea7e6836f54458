import type { Ctx } from "@/server/ctx";
import { IMPORTED_FILE_DAYS } from "@/server/files/save-upload";
import { Upload } from "@/server/files/upload.entity";
import type { FileSource } from "./reader/file-source";

/** A file in storage. */
export interface StoredFile extends FileSource {
  size: number;
  storageName: string;
}

/** What an import whose file is gone tells whoever wants to start it or go on with it. */
export const FILE_GONE = `The file was removed ${IMPORTED_FILE_DAYS} days after its upload. Upload it again.`;

/** The uploaded file of an import, unless it has been removed. Whoever asks has been checked. */
export async function findSource(ctx: Ctx, uploadId: string): Promise<StoredFile | undefined> {
  const upload = await ctx.db.findOneBy(Upload, { id: uploadId });
  if (!upload) return undefined;
  const { size, storageName } = upload;
  return { size, storageName, open: () => ctx.files.read(storageName) };
}

/** For whoever works on it: an import that is under way keeps its file. */
export async function importSource(ctx: Ctx, uploadId: string): Promise<StoredFile> {
  const source = await findSource(ctx, uploadId);
  if (!source) throw new Error(`The file ${uploadId} is gone.`);
  return source;
}

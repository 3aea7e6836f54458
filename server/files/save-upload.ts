import { randomUUID } from "node:crypto";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { ownerOf } from "./find-upload";
import { Upload } from "./upload.entity";

/** PRODUCT 5.1. */
export const MAX_UPLOAD_BYTES = 1024 ** 3;
/** A sender that says nothing for so long has gone, or wants to keep the connection busy. */
const SILENCE_MS = 60_000;

export interface SaveUpload {
  /** The sender's name for it. */
  fileName: string;
  contents: Readable;
  /** Bytes, where the sender has told. */
  size?: number;
}

/** Stores a CSV file as it arrives, and returns the upload's id. A file over the limit is refused at the first byte too many, or before. */
export async function saveUpload(ctx: Ctx, input: SaveUpload): Promise<string> {
  allow(ctx.actor, "customer.import");
  if (input.size !== undefined && input.size > MAX_UPLOAD_BYTES) throw tooLarge();
  const counted = countBytes();
  // Both wait for each other; an error of either ends the other.
  const [storageName] = await Promise.all([
    ctx.files.store("uploads", counted.stream),
    pipeline(input.contents, counted.stream),
  ]).catch((error: unknown) => {
    throw counted.problem() ?? error;
  });
  const id = randomUUID();
  try {
    await inTransaction(ctx, (tx) =>
      tx.db.insert(Upload, {
        id,
        storageName,
        fileName: shownName(input.fileName),
        size: counted.bytes(),
        owner: ownerOf(tx.actor),
        createdAt: tx.now(),
      }),
    );
  } catch (error) {
    await ctx.files.remove(storageName);
    throw error;
  }
  return id;
}

function countBytes() {
  let bytes = 0;
  let problem: Error | undefined;
  const stop = (error: UserError) => {
    problem = error;
    stream.destroy(error);
  };
  const silence = setTimeout(
    () => stop(new UserError("", "The file stopped arriving. Check the connection and upload it again.")),
    SILENCE_MS,
  );
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      silence.refresh();
      bytes += chunk.length;
      if (bytes <= MAX_UPLOAD_BYTES) return done(null, chunk);
      problem = tooLarge();
      done(problem);
    },
  });
  stream.once("close", () => clearTimeout(silence));
  return { stream, bytes: () => bytes, problem: () => problem };
}

const tooLarge = (): UserError =>
  new UserError("", "A file is at most 1 GiB. Split it into several and upload them one after the other.", {
    code: "TOO_LARGE",
  });

/** For display only: no path of the sender's computer, nothing that turns the text around. */
function shownName(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? "";
  const clean = base.normalize("NFC").replace(/\p{C}/gu, "").trim();
  return Array.from(clean).slice(0, 200).join("") || "customers.csv";
}

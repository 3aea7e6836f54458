import { randomUUID } from "node:crypto";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Ctx } from "@/server/ctx";
import { isOutcomeUnknown } from "@/server/database-errors";
import { inTransaction } from "@/server/db";
import { UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { DISK_FULL, failureInWords } from "@/server/jobs/failure-in-words";
import { Job } from "@/server/jobs/job.entity";
import { allow, type Permission } from "@/server/permissions";
import { ownerOf } from "./find-upload";
import { PURGE_IMPORTED, PURGE_UNFINISHED, PURGE_UPLOAD, type Unfinished } from "./purge-upload";
import { Upload } from "./upload.entity";

/** What a file is sent for decides who may send it and how large it may be. */
export type UploadPurpose = "import" | "attachment" | "logo";

/** PRODUCT 5.1. */
export const MAX_UPLOAD_BYTES = 1024 ** 3;
/** Mail servers take little more. */
export const MAX_ATTACHMENT_BYTES = 25 * 1024 ** 2;
/** Every page loads it. */
export const MAX_LOGO_BYTES = 1024 ** 2;
const LIMITS: Record<UploadPurpose, { bytes: number; message: string }> = {
  import: {
    bytes: MAX_UPLOAD_BYTES,
    message: "A file is at most 1 GiB. Split it into several and upload them one after the other.",
  },
  attachment: {
    bytes: MAX_ATTACHMENT_BYTES,
    message: "A file is at most 25 MB. Send a link to it instead, or make it smaller.",
  },
  logo: { bytes: MAX_LOGO_BYTES, message: "A logo is at most 1 MB. Make the picture smaller." },
};
/** So long a list of customers can be imported after its upload, and its failed rows be made from it. */
export const IMPORTED_FILE_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** An attachment that no comment has taken by then was given up, and so was a logo. */
const DAYS: Record<UploadPurpose, number> = { import: IMPORTED_FILE_DAYS, attachment: 1, logo: 1 };
/** How long a sender is waited for. */
export interface Patience {
  /** One that says nothing for so long has gone, or wants to keep the connection busy. */
  silenceMs: number;
  /** In each such time so many bytes must come: a byte a second would keep it busy for years. */
  windowMs: number;
  windowBytes: number;
  totalMs: number;
}

const PATIENCE: Patience = { silenceMs: 30_000, windowMs: 60_000, windowBytes: 64 * 1024, totalMs: 2 * 60 * 60_000 };

export interface SaveUpload {
  /** The sender's name for it. */
  fileName: string;
  contents: Readable;
  /** Bytes, where the sender has told. */
  size?: number;
  /** A CSV file to import when not given. */
  purpose?: UploadPurpose;
}

const PERMISSIONS: Record<UploadPurpose, Permission> = {
  import: "customer.import",
  attachment: "ticket.edit",
  logo: "settings.manage",
};

/** Who may send a file for this purpose. Customers who are signed in to the Hub attach files to what they write. */
export function allowUpload(ctx: Ctx, purpose: UploadPurpose): void {
  if (purpose === "attachment" && ctx.actor.kind === "customer") return;
  allow(ctx.actor, PERMISSIONS[purpose]);
}

/** Stores a file as it arrives, and returns the upload's id. A file over the limit is refused at the first byte too many, or before. */
export async function saveUpload(ctx: Ctx, input: SaveUpload, patience: Patience = PATIENCE): Promise<string> {
  const purpose = input.purpose ?? "import";
  allowUpload(ctx, purpose);
  if (input.size !== undefined && input.size > LIMITS[purpose].bytes) throw tooLarge(purpose);
  const storageName = ctx.files.newName("uploads");
  const purgeJobId = await expectUpload(ctx, storageName, patience);
  const counted = countBytes(purpose, patience);
  // Both wait for each other; an error of either ends the other, which then knows only that it was ended.
  const [stored, sent] = await Promise.allSettled([
    ctx.files.storeAs(storageName, counted.stream),
    pipeline(input.contents, counted.stream),
  ]);
  const errors = [stored, sent].flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  if (errors.length > 0 && stored.status === "fulfilled") await ctx.files.remove(storageName);
  if (errors.length > 0) throw counted.problem() ?? (errors.some(isDiskFull) ? noRoom() : causeOf(errors));
  const id = randomUUID();
  try {
    await inTransaction(ctx, async (tx) => {
      await tx.db.delete(Job, purgeJobId);
      await tx.db.insert(Upload, {
        id,
        storageName,
        fileName: shownName(input.fileName, purpose),
        size: counted.bytes(),
        owner: ownerOf(tx.actor),
        createdAt: tx.now(),
      });
      const runAt = new Date(tx.now().getTime() + DAYS[purpose] * DAY_MS);
      const kind = purpose === "import" ? PURGE_IMPORTED : PURGE_UPLOAD;
      await enqueueJob(tx, { kind, payload: { uploadId: id }, runAt });
    });
  } catch (error) {
    // It may be committed nevertheless, and then the row names this file; if not, the job that expects it removes it.
    if (!isOutcomeUnknown(error)) await ctx.files.remove(storageName);
    throw isDiskFull(error) ? noRoom() : error;
  }
  return id;
}

/** Sees to it that the file goes when this process does not live to finish it. Returns the job that would remove it. */
async function expectUpload(ctx: Ctx, storageName: string, { totalMs }: Patience): Promise<number> {
  const payload: Unfinished = { storageName };
  // Twice the time that the file has: the last bytes still have to be written.
  const runAt = new Date(ctx.now().getTime() + 2 * totalMs);
  try {
    return await inTransaction(ctx, (tx) => enqueueJob(tx, { kind: PURGE_UNFINISHED, payload, runAt }));
  } catch (error) {
    throw isDiskFull(error) ? noRoom() : error;
  }
}

function countBytes(purpose: UploadPurpose, patience: Patience) {
  let bytes = 0;
  let bytesBefore = 0;
  let problem: Error | undefined;
  const stop = (message: string) => {
    problem = new UserError("", message);
    stream.destroy(problem);
  };
  const stopped = () => stop("The file stopped arriving. Check the connection and upload it again.");
  const tooSlow = () => stop("The file arrives too slowly. Upload it over a faster connection.");
  const silence = setTimeout(stopped, patience.silenceMs);
  const total = setTimeout(tooSlow, patience.totalMs);
  const window = setInterval(() => {
    if (bytes - bytesBefore < patience.windowBytes) tooSlow();
    bytesBefore = bytes;
  }, patience.windowMs);
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      silence.refresh();
      bytes += chunk.length;
      if (bytes <= LIMITS[purpose].bytes) return done(null, chunk);
      problem = tooLarge(purpose);
      done(problem);
    },
  });
  stream.once("close", () => {
    clearTimeout(silence);
    clearTimeout(total);
    clearInterval(window);
  });
  return { stream, bytes: () => bytes, problem: () => problem };
}

/** What the sender can put right goes first: the storage then only tells that it could not go on. */
const causeOf = (errors: unknown[]): unknown =>
  errors.find((error) => error instanceof UserError) ?? errors.find((error) => !isEnding(error)) ?? errors[0];

const isEnding = (error: unknown): boolean => (error as Error | undefined)?.name === "AbortError";

const isDiskFull = (error: unknown): boolean =>
  failureInWords(String((error as Error | undefined)?.message)) === DISK_FULL;

/** The disk is full: not the sender's doing, but theirs to know. */
export class NoRoom extends UserError {
  override name = "NoRoom";
}

const noRoom = () =>
  new NoRoom("", "The server has no room left for this file. Ask an admin to make some, then upload it again.");

const tooLarge = (purpose: UploadPurpose): UserError =>
  new UserError("", LIMITS[purpose].message, { code: "TOO_LARGE" });

/** For display only: no path of the sender's computer, nothing that turns the text around. */
function shownName(fileName: string, purpose: UploadPurpose): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? "";
  const clean = base.normalize("NFC").replace(/\p{C}/gu, "").trim();
  return Array.from(clean).slice(0, 200).join("") || (purpose === "import" ? "customers.csv" : "file");
}

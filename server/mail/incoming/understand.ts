import type { Ctx } from "@/server/ctx";
import { isOwnAddress } from "../reply-address";
import { CameBy } from "./incoming-mail.entity";
import { type ReadMail, readMail } from "./read-mail";
import type { ReaderAnswer } from "./reader-process";
import { readApart } from "./readers";
import { readForm } from "./request-form";

/** What the worst of mails so long costs is a second; and most mails are far shorter. */
export const SMALL_BYTES = 128 * 1024;

/** What came, as its row names it. */
export interface Stored {
  storageName: string;
  size: number;
  cameBy: CameBy;
  raw?: Buffer;
}

/**
 * Reads a mail as it is stored: in this process or, for all but small ones, in one of those that are kept for it, so that what a
 * hostile mail does with time and memory it does there. Undefined when nobody can read it. `raw` is the mail where it is at hand.
 */
export async function understood(ctx: Ctx, { storageName, size, cameBy, raw }: Stored): Promise<ReadMail | undefined> {
  if (cameBy !== CameBy.MAIL) return readForm(ctx, storageName);
  const answer =
    size <= SMALL_BYTES
      ? await readHere(ctx, raw ?? (await ctx.files.readWhole(storageName)))
      : await readApart(ctx, storageName);
  if (answer.kind === "read") return answer.mail;
  if (answer.kind === "failed") throw new Error(answer.message);
  ctx.log.warn({ storageName, reason: answer.message }, "a mail could not be read");
  return undefined;
}

async function readHere(ctx: Ctx, raw: Buffer): Promise<ReaderAnswer> {
  try {
    return { kind: "read", mail: await readMail(raw, (address) => isOwnAddress(ctx.config, address)) };
  } catch (error) {
    return { kind: "unreadable", message: error instanceof Error ? error.message : String(error) };
  }
}

import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import { NamedLease } from "@/server/jobs/named-lease";
import { MAX_MAIL_BYTES, writtenFrom } from "./raw-mail";
import { type MailInLine, takeIn } from "./take-in";
import { SMALL_BYTES, understood } from "./understand";
import { type WaitingMail, waitingMails } from "./waiting-mails";

/** Mails in one transaction: the lot after it is read meanwhile. */
const MAX_LOT = 100;
/** Long mails that are being read, or wait for it. While there are so many, short ones go on. */
const MAX_APART = 20;
const IDLE_MS = 400;
/** After a lot that was not full: what comes meanwhile is taken in together, and on SQLite those who bring it can write. */
const GATHER_MS = 250;

/** `nothing` could be done now, `few` mails waited, or as `many` as go together, and maybe more. */
type Taken = "nothing" | "few" | "many";

interface ReadApart {
  /** The From line: others of this sender wait, for a customer's mails are taken in their order. */
  from: string;
  reading: Promise<void>;
  result?: MailInLine;
}

/**
 * The line of mails that have been received. One process at a time takes from it, so that every sender's mails are taken in their
 * order; when it dies the next takes over.
 */
export class MailLine {
  private readonly lease = new NamedLease("mail.takeIn");
  private readonly apart = new Map<number, ReadApart>();
  /** Mails that wait for one of the same sender that is being read apart: id → From line. */
  private readonly behind = new Map<number, string>();
  private ahead: Promise<MailInLine[]> | undefined;

  /** Takes in some mails. */
  async takeSome(ctx: Ctx): Promise<Taken> {
    if (!(await this.lease.take(ctx))) return "nothing";
    const lot = await (this.ahead ?? this.gather(ctx, []));
    this.ahead = undefined;
    if (lot.length === 0) {
      if (this.apart.size === 0) return "nothing";
      await Promise.race([sleep(IDLE_MS), ...[...this.apart.values()].map(({ reading }) => reading)]);
      return "many";
    }
    // The next lot is read while the database works on this one.
    this.ahead = this.gather(ctx, lot);
    this.ahead.catch(() => undefined);
    try {
      await takeIn(ctx, this.lease, lot);
    } catch (error) {
      // What has been read ahead would overtake these.
      this.ahead = undefined;
      throw error;
    }
    return lot.length < MAX_LOT ? "few" : "many";
  }

  /** Lets another process take from the line at once. */
  async leave(ctx: Ctx): Promise<void> {
    await this.ahead?.catch(() => undefined);
    await this.lease.release(ctx);
  }

  /** What can be taken in next, read; `underWay` is being taken in. */
  private async gather(ctx: Ctx, underWay: readonly MailInLine[]): Promise<MailInLine[]> {
    const lot = this.readApart();
    const isApart = new Set([...this.apart.values()].map(({ from }) => from));
    for (const [id, from] of this.behind) if (!isApart.has(from)) this.behind.delete(id);
    const waiting = await waitingMails(ctx, {
      except: new Set([...[...underWay, ...lot].map(({ id }) => id), ...this.apart.keys(), ...this.behind.keys()]),
      most: MAX_LOT,
      maxSize: this.apart.size < MAX_APART ? 2 * MAX_MAIL_BYTES : SMALL_BYTES,
    });
    const begun = await Promise.all(waiting.map((mail) => beginningOf(ctx, mail)));
    for (const { mail, raw, error } of begun) {
      const from = writtenFrom(raw);
      if (isApart.has(from)) this.behind.set(mail.id, from);
      else if (error) lot.push({ ...mail, outcome: { error } });
      else if (mail.size <= SMALL_BYTES) lot.push(await readIt(ctx, mail, raw));
      else {
        isApart.add(from);
        this.startApart(ctx, mail, from);
      }
    }
    return lot.sort((a, b) => a.id - b.id);
  }

  private startApart(ctx: Ctx, mail: WaitingMail, from: string): void {
    const one: ReadApart = {
      from,
      reading: readIt(ctx, mail).then((result) => {
        one.result = result;
      }),
    };
    this.apart.set(mail.id, one);
  }

  /** Those long ones that have been read by now. */
  private readApart(): MailInLine[] {
    const read: MailInLine[] = [];
    for (const [id, { result }] of this.apart) {
      if (!result) continue;
      read.push(result);
      this.apart.delete(id);
    }
    return read;
  }
}

/** All of a short mail, the head of a long one. */
async function beginningOf(ctx: Ctx, mail: WaitingMail): Promise<{ mail: WaitingMail; raw: Buffer; error?: unknown }> {
  try {
    const contents = await ctx.files.read(mail.storageName);
    return { mail, raw: await firstBytes(contents, SMALL_BYTES) };
  } catch (error) {
    return { mail, raw: Buffer.alloc(0), error };
  }
}

async function firstBytes(contents: Readable, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of contents) {
    parts.push(part as Buffer); // Files are read without an encoding.
    size += (part as Buffer).length;
    if (size >= most) break;
  }
  return Buffer.concat(parts);
}

async function readIt(ctx: Ctx, mail: WaitingMail, raw?: Buffer): Promise<MailInLine> {
  try {
    const read = await understood(ctx, { ...mail, raw });
    return { ...mail, outcome: read ? { mail: read } : "unreadable" };
  } catch (error) {
    return { ...mail, outcome: { error } };
  }
}

/** Takes in what has been received, until it is told to stop. */
export async function workOnMailLine(ctx: Ctx, isStopping: () => boolean): Promise<void> {
  const line = new MailLine();
  try {
    while (!isStopping()) {
      const taken = await line.takeSome(ctx);
      if (taken !== "many") await sleep(taken === "few" ? GATHER_MS : IDLE_MS);
    }
  } finally {
    await line.leave(ctx).catch(() => undefined);
  }
}

/** Takes in all that has been received. */
export async function takeInAll(ctx: Ctx): Promise<void> {
  const line = new MailLine();
  try {
    while ((await line.takeSome(ctx)) !== "nothing");
  } finally {
    await line.leave(ctx);
  }
}

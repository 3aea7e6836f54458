import { createHash } from "node:crypto";
import { setImmediate as others } from "node:timers/promises";
import { UserError } from "@/server/errors";

/** As long as a mail may be: what Gmail and Resend take, with room for its encoding. */
export const MAX_MAIL_BYTES = 50 * 1024 * 1024;

const tooLong = (): UserError =>
  new UserError("", `A mail is at most ${MAX_MAIL_BYTES / 1024 / 1024} MB long.`, { code: "TOO_LARGE" });

/** @throws UserError when it is empty or too long */
export function checkLength(raw: Buffer): void {
  if (raw.length === 0) throw new UserError("", "The mail is empty.");
  if (raw.length > MAX_MAIL_BYTES) throw tooLong();
}

/**
 * A mail as a stream brings it, of which no more is read than a mail may have.
 * @throws UserError when there is more
 */
export async function readRaw(input: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of input) {
    size += part.length;
    if (size > MAX_MAIL_BYTES) throw tooLong();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** More of a head than any mail program writes; what stands behind it is not looked at. */
const MAX_HEAD_BYTES = 256 * 1024;

/** Headers that a mail has from its writer and keeps on every way. What relays add differs between two copies of it. */
const WRITTEN = ["message-id", "from", "to", "cc", "subject", "date"];

/** Looked at in one go; between two of these the process answers others. */
const SLICE = 2 * 1024 * 1024;
const [LF, CR] = [10, 13];

/** Without the `From ` line of an mbox, every line ending in CR LF, whatever it ended in before. */
export async function tidied(raw: Buffer): Promise<Buffer> {
  const mail = raw.subarray(mboxLineOf(raw));
  let missing = 0;
  for await (const [from, to] of slicesOf(mail)) {
    for (let at = from; at < to; at += 1) if (isHalfEnd(mail, at)) missing += 1;
  }
  if (missing === 0) return mail;
  const whole = Buffer.allocUnsafe(mail.length + missing);
  let length = 0;
  for await (const [from, to] of slicesOf(mail)) {
    for (let at = from; at < to; at += 1) {
      const byte = mail[at] ?? 0;
      if (isHalfEnd(mail, at)) {
        whole[length++] = CR;
        whole[length++] = LF;
      } else whole[length++] = byte;
    }
  }
  return whole;
}

/** A CR without its LF, or an LF without its CR. */
const isHalfEnd = (mail: Buffer, at: number): boolean =>
  (mail[at] === LF && mail[at - 1] !== CR) || (mail[at] === CR && mail[at + 1] !== LF);

function mboxLineOf(raw: Buffer): number {
  if (raw.toString("latin1", 0, 5) !== "From ") return 0;
  const [line = ""] = /^[^\r\n]*(?:\r\n|\r|\n)/.exec(raw.toString("latin1", 0, MAX_HEAD_BYTES)) ?? [];
  return line.length;
}

async function* slicesOf(bytes: Buffer): AsyncGenerator<[from: number, to: number]> {
  for (let from = 0; from < bytes.length; from += SLICE) {
    if (from > 0) await others();
    yield [from, Math.min(from + SLICE, bytes.length)];
  }
}

/** The same for one mail by two ways, and five times: of what its writer wrote, without what relays added. */
export async function contentKey(mail: Buffer): Promise<string> {
  const end = mail.indexOf("\r\n\r\n");
  const head = mail.subarray(0, end < 0 ? mail.length : end).toString("latin1", 0, MAX_HEAD_BYTES);
  const body = end < 0 ? mail.subarray(0, 0) : mail.subarray(end + 4);
  const hash = createHash("sha256");
  const unfolded = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  // Without either of these nothing tells an alarm from the same alarm a week later but what the relays wrote.
  if (!unfolded.some((line) => /^(message-id|date):/i.test(line))) hash.update(`${head}\n`);
  for (const name of WRITTEN) {
    const line = unfolded.find((one) => one.toLowerCase().startsWith(`${name}:`)) ?? "";
    hash.update(
      `${name}:${line
        .slice(name.length + 1)
        .replace(/\s+/g, " ")
        .trim()}\n`,
    );
  }
  // Some ways add an empty line at the end, some take one away.
  let last = body.length;
  while (last > 0 && (body[last - 1] === 10 || body[last - 1] === 13)) last -= 1;
  for await (const [from, to] of slicesOf(body.subarray(0, last))) hash.update(body.subarray(from, to));
  return hash.digest("base64url");
}

/** Whom it says that it is from, as far as that tells one sender's mails from another's: of its head as it stands. */
export function writtenFrom(raw: Buffer): string {
  const text = raw.toString("latin1", 0, MAX_HEAD_BYTES).replace(/\r\n[ \t]+/g, " ");
  const end = text.indexOf("\r\n\r\n");
  const head = end < 0 ? text : text.slice(0, end);
  const line = /^from:([^\r\n]{0,2000})/im.exec(head)?.[1]?.trim().toLowerCase() ?? "";
  return /<([^<>]+)>[^<>]*$/.exec(line)?.[1] ?? line;
}

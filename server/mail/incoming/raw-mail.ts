import { createHash } from "node:crypto";
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

/** Without the `From ` line of an mbox, every line ending in CR LF, whatever it ended in before. */
export function tidied(raw: Buffer): Buffer {
  // One byte is one character: nothing of a mail's bytes may change but its line ends.
  const text = raw.toString("latin1").replace(/^From [^\r\n]*(\r\n|\r|\n)/, "");
  return Buffer.from(text.replace(/\r\n|\r|\n/g, "\r\n"), "latin1");
}

/** The same for one mail by two ways, and five times: of what its writer wrote, without what relays added. */
export function contentKey(mail: Buffer): string {
  const end = mail.indexOf("\r\n\r\n");
  const head = mail.subarray(0, end < 0 ? mail.length : end).toString("latin1", 0, MAX_HEAD_BYTES);
  const body = end < 0 ? "" : mail.subarray(end + 4);
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
  return hash.update(body.slice(0, last)).digest("base64url");
}

/** Whom it says that it is from, as far as that tells one sender's mails from another's: of its head as it stands. */
export function writtenFrom(raw: Buffer): string {
  const text = raw.toString("latin1", 0, MAX_HEAD_BYTES).replace(/\r\n[ \t]+/g, " ");
  const end = text.indexOf("\r\n\r\n");
  const head = end < 0 ? text : text.slice(0, end);
  const line = /^from:([^\r\n]{0,2000})/im.exec(head)?.[1]?.trim().toLowerCase() ?? "";
  return /<([^<>]+)>[^<>]*$/.exec(line)?.[1] ?? line;
}

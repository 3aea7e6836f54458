import { type Address, addressParser, decodeWords, type Email } from "postal-mime";
import type { Bounce } from "@/server/mail/note-bounce";
import { boundedMail } from "./bounded-mail";
import { mailHtmlToText } from "./mail-html-to-text";
import { parseMime } from "./mime-parser";
import { type LetterPage, letterPage } from "./page/letter-page";
import type { RequestForm } from "./request-form";
import { splitQuote } from "./split-quote";

export interface MailAddress {
  name: string;
  address: string;
}

export interface MailFile {
  fileName: string;
  contents: Buffer;
  /** Of a picture that stands within the page. */
  contentId?: string;
}

/** A mail as far as the desk understands it. */
export interface ReadMail {
  from: MailAddress | undefined;
  replyTo: MailAddress | undefined;
  /** Everybody whom it went to, as the head names them, and where the mail server put it. */
  recipients: string[];
  fromLine: string;
  toLine: string;
  subject: string;
  said: string;
  quoted: string;
  messageId: string | undefined;
  /** Oldest first, what it answers last. */
  references: string[];
  sentAt: Date | undefined;
  files: MailFile[];
  /** How many more there are. */
  filesLeftOut: number;
  /** As its sender laid it out, sanitised; undefined where the text tells the same. */
  page: string | undefined;
  isAutomatic: boolean;
  /** Of a delivery status notification. */
  bounce: Bounce | undefined;
  /** What it was before somebody could read it as a mail; left out for a mail. */
  form?: RequestForm;
}

/** A newsletter has tens of thousands; nobody reads more of them than this. */
const MAX_ADDRESSES = 100;
const MAX_FILES = 100;
/** What a comment holds. */
const MAX_TEXT_BYTES = 60_000;

/**
 * Reads a mail, however it is made.
 * @throws when it is nested too deep, has too many parts or its head is too long
 */
export async function readMail(raw: Buffer, isOwn: (address: string) => boolean): Promise<ReadMail> {
  const email = await parseMime(boundedMail(raw), {
    maxNestingDepth: 100,
    maxHeadersSize: 1024 * 1024,
    attachmentEncoding: "arraybuffer",
    forceRfc822Attachments: true,
  });
  const header = (name: string) => email.headers.find(({ key }) => key === name)?.value ?? "";
  const text = textOf(email);
  const { said, quoted } = splitQuote(text);
  const bounce = bounceOf(email, header("content-type"));
  const [to, cc] = [flat(email.to), flat(email.cc)];
  const page = letterPage(email.html, text);
  const all = filesOf(email);
  return {
    from: firstOf(header("from")),
    replyTo: flat(email.replyTo)[0],
    recipients: [
      ...[...to, ...cc].map(({ address }) => address),
      ...email.headers.filter(({ key }) => DELIVERED.has(key)).map(({ value }) => value.replace(/[<>]/g, "").trim()),
    ].slice(0, MAX_ADDRESSES),
    fromLine: decodeWords(header("from").slice(0, MAX_LINE)).replace(/[\p{Cc}\s]+/gu, " "),
    toLine: lineOf([...to, ...cc]),
    subject: email.subject?.trim() ?? "",
    said: cut(said),
    quoted: cut(quoted),
    messageId: email.messageId,
    references: [...idsIn(email.references), ...idsIn(email.inReplyTo), ...idsIn(receiptOf(email))],
    sentAt: dateOf(email.date),
    files: all.slice(0, MAX_FILES).map((file, index) => fileOf(file, index, page)),
    filesLeftOut: Math.max(0, all.length - MAX_FILES),
    page: page?.html,
    // A report is one of a machine, whatever it reports: what became of a mail, that it was opened (RFC 8098), abuse.
    isAutomatic: /^multipart\/report\b/i.test(header("content-type")) || isAutomatic(header, isOwn),
    bounce,
  };
}

function fileOf(
  { filename, content, mimeType, contentId }: Email["attachments"][number],
  index: number,
  page: LetterPage | undefined,
): MailFile {
  const id = contentId?.trim().replace(/^<|>$/g, "");
  return {
    fileName: filename?.trim() || `attachment-${index + 1}${mimeType === "message/rfc822" ? ".eml" : ""}`,
    contents: Buffer.from(content as ArrayBuffer), // As attachmentEncoding wants it.
    contentId: id && page?.pictures.includes(id) ? id : undefined,
  };
}

/** What is looked at of one header with addresses in it. */
const MAX_LINE = 10_000;

/** The first mailbox. `Souza, Ana <ana@example.com>` is one without the quotes that it should have, not two. */
function firstOf(header: string): MailAddress | undefined {
  const names: string[] = [];
  for (const { name, address } of flatten(addressParser(header.slice(0, MAX_LINE)))) {
    if (address) return { name: decodeWords([...names, name].filter(Boolean).join(", ")), address };
    names.push(name);
  }
  return undefined;
}

const flatten = (addresses: readonly Address[]): { name: string; address: string }[] =>
  addresses.flatMap((one) => (one.group ? one.group : [{ name: one.name, address: one.address ?? "" }]));

const DELIVERED = new Set(["delivered-to", "x-original-to", "envelope-to", "x-forwarded-to"]);

function flat(addresses: readonly Address[] | undefined): MailAddress[] {
  const found: MailAddress[] = [];
  for (const one of addresses ?? []) {
    const mailboxes = one.group ?? [one];
    for (const { name, address } of mailboxes) if (address) found.push({ name, address });
    if (found.length > MAX_ADDRESSES) break;
  }
  return found.slice(0, MAX_ADDRESSES);
}

const lineOf = (addresses: readonly MailAddress[]): string =>
  addresses
    .map(({ name, address }) => (name && name !== address ? `${name} <${address}>` : address))
    .join(", ")
    .replace(/[\p{Cc}\s]+/gu, " ");

function textOf(email: Email): string {
  const text = email.text?.trim() ? email.text : mailHtmlToText(email.html ?? "");
  // Format and zero-width characters stay: scripts need them. A NUL is none of them.
  return text.replace(/\r\n?/g, "\n").replaceAll("\0", "").trim();
}

/** What does not fit in a comment is in the original, which every comment leads to. */
function cut(text: string): string {
  if (Buffer.byteLength(text) <= MAX_TEXT_BYTES) return text;
  const kept = Buffer.from(text)
    .subarray(0, MAX_TEXT_BYTES)
    .toString("utf8")
    .replace(/\ufffd+$/, "");
  return `${kept}\n\n[The mail goes on. Open the original to read all of it.]`;
}

const idsIn = (header: string | undefined): string[] => header?.match(/<[^<>\s]{1,253}>/g) ?? [];

function dateOf(text: string | undefined): Date | undefined {
  const date = new Date(text ?? "");
  const year = date.getUTCFullYear();
  return year >= 1970 && year < 2200 ? date : undefined;
}

/** PRODUCT 3.9. */
function isAutomatic(header: (name: string) => string, isOwn: (address: string) => boolean): boolean {
  const submitted = header("auto-submitted").trim().toLowerCase();
  if (submitted !== "" && !/^no\b/.test(submitted)) return true;
  if (header("return-path").trim() === "<>") return true;
  if (!/^(bulk|list|junk)\b/i.test(header("precedence").trim())) return false;
  // A group in front of the desk is a list, and what comes through it is from people.
  const lists = `${header("list-post")} ${header("list-id")}`.match(/[^\s<>:,;"]+@[^\s<>:,;"?]+/g) ?? [];
  return !lists.some(isOwn);
}

const RECEIPT = "message/disposition-notification";

/** The mail that a read receipt is about: receipts name it nowhere else. */
function receiptOf(email: Email): string | undefined {
  const receipt = email.attachments.find(({ mimeType }) => mimeType === RECEIPT);
  if (!receipt) return undefined;
  const told = Buffer.from(receipt.content as ArrayBuffer).toString("latin1", 0, MAX_LINE); // As attachmentEncoding wants it.
  return /^original-message-id:[ \t]*(<[^<>\s]+>)/im.exec(told)?.[1];
}

/** What a receipt tells other machines is nothing to open. */
const filesOf = (email: Email): Email["attachments"] =>
  email.attachments.filter(({ mimeType }) => mimeType !== RECEIPT);

/** RFC 3464. */
function bounceOf(email: Email, contentType: string): Bounce | undefined {
  const report = email.attachments.find(({ mimeType }) => mimeType === "message/delivery-status");
  if (!report || !/report-type="?delivery-status/i.test(contentType)) return undefined;
  const told = Buffer.from(report.content as ArrayBuffer).toString("utf8");
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.+(?:\\r?\\n[ \\t].+)*)`, "im").exec(told)?.[1] ?? null;
  const returned = email.attachments
    .filter(({ mimeType }) => mimeType === "message/rfc822" || mimeType === "text/rfc822-headers")
    .map(({ content }) =>
      Buffer.from(content as ArrayBuffer)
        .subarray(0, 64 * 1024)
        .toString("latin1"),
    );
  return {
    messageIds: returned.flatMap((head) => idsIn(/^message-id:\s*(<[^<>\s]+>)/im.exec(head)?.[1])),
    action: field("Action")?.trim().toLowerCase() ?? null,
    status: field("Status")?.trim() ?? null,
    diagnostic: field("Diagnostic-Code"),
  };
}

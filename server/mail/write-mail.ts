import { render, toPlainText } from "@react-email/render";
import type { MailKind } from "./mail.entity";
import { RICH_VALUES } from "./templates/layout";
import { TEMPLATES } from "./templates/templates";

/** What is sent, without who it is from and to. */
export interface WrittenMail {
  subject: string;
  html: string;
  text: string;
}

type Values = Readonly<Record<string, string>>;

/** The values that a mail of a kind must have and has not. */
export const missingValues = (kind: MailKind, values: Values): string[] =>
  TEMPLATES[kind].needs.filter((name) => !values[name]?.trim());

/** Fills the values of one recipient into the mail. What somebody typed stays text, wherever it stands. */
export async function writeMail(kind: MailKind, given: Values): Promise<WrittenMail> {
  const values = given.ticketNumber === undefined ? given : { ...given, subject: topicOf(given.subject ?? "") };
  const template = await rendered(kind, values);
  return {
    subject: oneLine(fill(template.subject, (name) => values[name] ?? "")),
    html: fill(template.html, (name) => (isRich(name) ? (values[name] ?? "") : asHtml(values[name] ?? ""))),
    // What is HTML there comes as plain text beside it.
    text: fill(template.text, (name) => values[name === "bodyHtml" ? "body" : name] ?? ""),
  };
}

/** Rendering takes milliseconds, filling in takes microseconds: a mass mail renders its template once. */
const cache = new Map<string, Promise<WrittenMail>>();

function rendered(kind: MailKind, values: Values): Promise<WrittenMail> {
  const present = OPTIONAL.filter((name) => values[name]?.trim());
  const key = [kind, ...present].join(" ");
  let template = cache.get(key);
  if (!template) {
    template = renderTemplate(kind, new Set(present));
    cache.set(key, template);
    // What failed once is not kept.
    template.catch(() => cache.delete(key));
  }
  return template;
}

/** Values that a template leaves a place out for when they are missing. Few, so the cache stays small. */
const OPTIONAL = ["note", "link", "body", "bodyHtml", "files", "supportAddress"];

const isRich = (name: string): boolean => RICH_VALUES.some((rich) => rich === name);

async function renderTemplate(kind: MailKind, present: ReadonlySet<string>): Promise<WrittenMail> {
  const { subject, render: element } = TEMPLATES[kind];
  const html = await render(element({ has: (name) => present.has(name) }));
  // Long lines are for the reader's program to wrap: a wrapped link is no link.
  const text = toPlainText(html, { wordwrap: false, selectors: [{ selector: "a", format: "skip" }] });
  return { subject, html, text };
}

/** One pass, so that a value that looks like a slot stays what it is. */
function fill(template: string, lookUp: (name: string) => string): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => lookUp(name));
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text between tags or in an attribute; its line breaks are kept. */
function asHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "").replace(/\r\n?|\n/g, "<br/>");
}

/** RFC 5322 asks for lines below 998 bytes; mail programs show far less. */
const MAX_SUBJECT = 200;
/** `Re: `, and behind it ` [#1234567890]`. */
const ROUND_TOPIC = 18;

/** What mail programs set before a subject that they answer, and the numbers that desks set behind it. */
const ANSWERS = /^(?:(?:re|aw|sv|antw|odp) ?: ?)+/i;
const NUMBERS = /(?: ?\[#\d{1,10}\])+$/;

/** A ticket's subject for a mail about it, which names the ticket once: the subject may be that of a mail which answered one of ours. */
function topicOf(subject: string): string {
  return oneLine(oneLine(subject).replace(ANSWERS, "").replace(NUMBERS, ""), MAX_SUBJECT - ROUND_TOPIC);
}

/** For a header: a line break would begin another one (RFC 5322, 2.2). */
export function oneLine(text: string, most = MAX_SUBJECT): string {
  const line = text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : line;
}

/** `"Name" <address>` for a header, the name quoted so that nothing in it counts as syntax. */
export function mailbox({ name, address }: { name: string | null; address: string }): string {
  const clean = name ? oneLine(name).replace(/[\\"]/g, "\\$&") : "";
  return clean ? `"${clean}" <${address}>` : address;
}

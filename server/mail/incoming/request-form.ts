import type { Ctx } from "@/server/ctx";
import { oneLine } from "@/server/tags/one-line";
import type { ReadMail } from "./read-mail";

/** What somebody wrote in the public request form, or by a program, checked; empty where they left a field out. */
export interface RequestForm {
  name: string;
  email: string;
  mobile: string;
  subject: string;
  body: string;
  /** The field that people do not see was filled in. */
  isAutomatic: boolean;
  /** A program has sent it, which is told what becomes of it. */
  isByProgram?: boolean;
}

/** Reads a form as it is stored: nothing in it is an answer to anything, and nothing of it was ever a mail. */
export async function readForm(ctx: Ctx, storageName: string): Promise<ReadMail> {
  const form = await storedForm(ctx, storageName);
  return {
    from: form.email ? { name: form.name, address: form.email } : undefined,
    replyTo: undefined,
    recipients: [],
    fromLine: senderLine(form),
    toLine: "",
    subject: form.subject,
    said: form.body,
    quoted: "",
    messageId: undefined,
    references: [],
    sentAt: undefined,
    files: [],
    filesLeftOut: 0,
    page: undefined,
    isAutomatic: form.isAutomatic,
    bounce: undefined,
    form,
  };
}

async function storedForm(ctx: Ctx, storageName: string): Promise<RequestForm> {
  // sendRequest wrote it.
  return JSON.parse((await ctx.files.readWhole(storageName)).toString("utf8")) as RequestForm;
}

function senderLine({ name, email, mobile }: RequestForm): string {
  const reachedAt = [email, mobile].filter(Boolean).join(", ");
  return name ? `${oneLine(name)} <${reachedAt}>` : reachedAt;
}

/** A form as a text that an agent can read. */
export async function formAsText(ctx: Ctx, storageName: string): Promise<string> {
  const { name, email, mobile, subject, body } = await storedForm(ctx, storageName);
  return `Name: ${name}\nE-mail: ${email}\nMobile: ${mobile}\nSubject: ${subject}\n\n${body}\n`;
}

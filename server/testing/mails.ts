import { IncomingMail } from "@/server/mail/incoming/incoming-mail.entity";
import { takeInAll } from "@/server/mail/incoming/mail-line";
import { receiveMail } from "@/server/mail/incoming/receive-mail";
import type { TestCtx } from "./test-ctx";

let number = 0;

interface Written {
  from?: string;
  to?: string;
  subject?: string;
  head?: string[];
  body?: string;
}

/** A raw mail to the desk; name only what matters to the test. */
export function aMail({
  from = "Ann Smith <ann@example.com>",
  to = "support@desk.example",
  ...rest
}: Written = {}): Buffer {
  number += 1;
  const { subject = "Printer", head = [`Message-ID: <${number}@mail.example>`], body = "It is broken." } = rest;
  const lines = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, "Date: Wed, 25 Nov 2026 09:00:00 +0000", ...head];
  return Buffer.from([...lines, "", body, ""].join("\r\n"));
}

/** Takes mails as the worker does, one after the other, and returns what they have become. */
export async function come(ctx: TestCtx, ...mails: Buffer[]): Promise<IncomingMail[]> {
  const desk = ctx.as({ kind: "system", name: "Mail" });
  for (const mail of mails) await receiveMail(desk, mail);
  await takeInAll(desk);
  return ctx.db.find(IncomingMail, { order: { id: "ASC" } });
}

/** Rows of a table. */
export const countOf = async (ctx: TestCtx, table: string) =>
  Number((await ctx.db.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n);

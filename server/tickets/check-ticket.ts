import type { Ctx } from "@/server/ctx";
import type { Problem } from "@/server/errors";
import { oneLine, wellFormed } from "@/server/tags/one-line";
import { htmlToText, safeHtml } from "./rich-text";
import { BodyFormat } from "./ticket-comment.entity";
import { WORKS_ON_TICKETS } from "./working-agents";

const MAX_SUBJECT = 255;
/** TEXT holds 65,535 bytes on MySQL; what does not fit is refused, never cut. */
const MAX_BODY_BYTES = 65_000;

/** One line of text. An empty one, or one that is too long, adds to the problems. */
export function checkSubject(typed: string, problems: Problem[]): string {
  const subject = oneLine(typed);
  if (!subject) problems.push({ path: "subject", code: "REQUIRED", message: "Say in a few words what it is about." });
  if (Array.from(subject).length > MAX_SUBJECT) {
    const message = `Shorten the subject to ${MAX_SUBJECT} characters.`;
    problems.push({ path: "subject", code: "TOO_LARGE", message });
  }
  return subject;
}

/** A comment's text, kept as it was written: HTML in it is text. Of HTML only what is allowed is kept. */
export function checkBody(typed: string, problems: Problem[], format = BodyFormat.TEXT): string {
  const tooLong = () => {
    const message = `Shorten the message to ${MAX_BODY_BYTES.toLocaleString("en")} bytes, or attach it as a file.`;
    problems.push({ path: "body", code: "TOO_LARGE", message });
    return "";
  };
  if (Buffer.byteLength(typed) > MAX_BODY_BYTES) return tooLong();
  const text = wellFormed(typed).replace(/\r\n?/g, "\n");
  const body = format === BodyFormat.HTML ? safeHtml(text) : text;
  // An `&` that stood for itself has become five bytes.
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) return tooLong();
  const words = format === BodyFormat.HTML ? htmlToText(body) : body;
  if (!words.trim()) problems.push({ path: "body", code: "REQUIRED", message: "Write a message." });
  return body;
}

/** The agent who is to work on a ticket: one who can. */
export async function checkAssignee(
  ctx: Ctx,
  id: number,
  problems: Problem[],
): Promise<{ id: number; name: string } | undefined> {
  const [agent]: { id: number; name: string }[] = await ctx.db.query(
    `SELECT id, name FROM agents WHERE id = ? AND ${WORKS_ON_TICKETS.sql}`,
    [id, ...WORKS_ON_TICKETS.parameters],
  );
  if (!agent) problems.push({ path: "assigneeId", code: "INVALID", message: "Choose an agent from the list." });
  return agent;
}

import EmailReplyParser from "email-reply-parser";
import { signatureRegex } from "email-reply-parser/lib/regex";

/** What a mail says, and behind it the writer's signature and what they quote: shown folded, never lost. */
export interface SplitText {
  said: string;
  quoted: string;
}

/** What mail programs write above what they quote. Anchored and bounded: a line of it is looked at once. */
const ABOVE_QUOTE = [
  /^-{2,}\s?(original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original)\s?-{2,}$/i,
  /^_{10,}$/,
  /^(on|am|le|el|il|em|op|den|w dniu)\s.{5,200}(wrote|schrieb|écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał)\b.{0,80}:$/i,
];

/** How far an attribution may be wrapped. */
const MAX_WRAPPED = 3;

/** The head of a mail as Outlook sets it above the one that is answered: From first, then the others in any order. */
const HEAD_BEGINS = /^\*?(from|von|de|van|da|från|fra|od|от|发件人|差出人)\s?[:：]\*?\s?\S/i;
const HEAD_LINES = [
  /^\*?(sent|gesendet|envoyé|enviado( el)?|enviada|inviato|verzonden|skickat|sendt|wysłano|отправлено|date|datum|fecha|data|dato|дата|发送时间|日期|送信日時)\s?[:：]/i,
  /^\*?(to|an|à|para|a|aan|till|til|do|кому|收件人|宛先)\s?[:：]/i,
  /^\*?(subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|тема|主题|件名)\s?[:：]/i,
];
/** Cc and wrapped lines stand between them. */
const MAX_HEAD_LINES = 8;

/** Splits a mail's text. Both parts together are the whole of it. */
export function splitQuote(text: string): SplitText {
  const lines = text.trim().split("\n");
  const quoteAt = quoteBegins(lines);
  const end = quoteAt ?? lines.length;
  const at = signatureBegins(lines.slice(0, end)) ?? end;
  return { said: lines.slice(0, at).join("\n").trimEnd(), quoted: lines.slice(at).join("\n").trim() };
}

function quoteBegins(lines: readonly string[]): number | undefined {
  const at = lines.findIndex((_, index) => beginsQuote(lines, index));
  if (at < 0) return undefined;
  const above = lines[at]?.startsWith(">") ? attributionAbove(lines, at) : at;
  const isAllThereIs = lines.slice(0, above).every((line) => line.trim() === "");
  // Who answers below or between the lines has said something there: then it is all theirs.
  return isAllThereIs || hasAnswersBelow(lines.slice(at)) ? undefined : above;
}

function beginsQuote(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  if (line.startsWith(">")) return true;
  if (!/^[-_*]|^\p{L}/u.test(line)) return false;
  if (HEAD_BEGINS.test(line)) {
    const below = lines.slice(index + 1, index + 1 + MAX_HEAD_LINES);
    if (HEAD_LINES.filter((pattern) => below.some((one) => pattern.test(one))).length >= 2) return true;
  }
  for (let count = 1; count <= MAX_WRAPPED; count += 1) {
    const joined = lines
      .slice(index, index + count)
      .join(" ")
      .trim();
    if (joined.length > 400) return false;
    if (ABOVE_QUOTE.some((pattern) => pattern.test(joined))) return true;
  }
  return false;
}

/** `ср, 25 нояб. 2026 г. в 10:00, Bob <bob@example.com>:` in whatever language: a date, an address and a colon, right above. */
function attributionAbove(lines: readonly string[], at: number): number {
  const last = lines[at - 1]?.trim() === "" ? at - 2 : at - 1;
  for (let from = last; from >= 0 && from > last - MAX_WRAPPED; from -= 1) {
    const joined = lines
      .slice(from, last + 1)
      .join(" ")
      .trim();
    if (joined.length > 400 || !joined.endsWith(":") || lines[from]?.trim() === "") return at;
    if (/\d/.test(joined) && /[@<]/.test(joined)) return from;
  }
  return at;
}

/** Words behind a quote that is marked line by line. */
function hasAnswersBelow(lines: readonly string[]): boolean {
  const last = lines.findLastIndex((line) => line.startsWith(">"));
  return last >= 0 && lines.slice(last + 1).some((line) => line.trim() !== "");
}

/** More than a signature has. The parser's patterns cost the third power of what they are given, so it is given no more. */
const MAX_SIGNATURE_LINES = 15;
const MAX_SIGNATURE_LENGTH = 1_200;
/** Lines that people draw anywhere. Two dashes alone stand above a signature. */
const ANY_LINE = /^\s*(-{3,}|_+|=+|\++)\s*$/;

function signatureBegins(lines: readonly string[]): number | undefined {
  const lowest = lowestLines(lines);
  // What the parser looks for first; most mails have none, and it would take them apart for nothing.
  if (!lowest.some(mayBeginSignature)) return undefined;
  const signature = new EmailReplyParser()
    .read(lowest.join("\n"))
    .getFragments()
    .find((fragment) => fragment.isSignature());
  const first = signature?.getContent().split("\n")[0]?.trim();
  if (!first || ANY_LINE.test(first)) return undefined;
  const at = lines.findLastIndex((line) => line.trim() === first);
  return lines.slice(0, Math.max(0, at)).some((line) => line.trim() !== "") ? at : undefined;
}

/** With and without the spaces at its end, as the parser does. */
const mayBeginSignature = (line: string): boolean =>
  [line, line.trimEnd()].some((one) => signatureRegex.some((pattern) => pattern.test(one)));

function lowestLines(lines: readonly string[]): string[] {
  const lowest: string[] = [];
  let length = 0;
  for (const line of lines.slice(-MAX_SIGNATURE_LINES).reverse()) {
    length += line.length + 1;
    if (length > MAX_SIGNATURE_LENGTH) break;
    lowest.unshift(line);
  }
  return lowest;
}

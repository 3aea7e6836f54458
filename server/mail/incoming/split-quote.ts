/** What a mail says, and what it quotes of others: shown folded, never lost. */
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

export function splitQuote(text: string): SplitText {
  const lines = text.split("\n");
  const at = lines.findIndex((_, index) => beginsQuote(lines, index));
  const said = lines
    .slice(0, at < 0 ? lines.length : at)
    .join("\n")
    .trimEnd();
  // Who answers below or between the lines has said something there: then it is all theirs.
  if (at < 0 || !said || hasAnswersBelow(lines.slice(at))) return { said: text.trim(), quoted: "" };
  return { said, quoted: lines.slice(at).join("\n").trim() };
}

function beginsQuote(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  if (line.startsWith(">")) return true;
  if (!/^[-_]|^\p{L}/u.test(line)) return false;
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

/** Words behind a quote that is marked line by line. */
function hasAnswersBelow(lines: readonly string[]): boolean {
  const last = lines.findLastIndex((line) => line.startsWith(">"));
  return last >= 0 && lines.slice(last + 1).some((line) => line.trim() !== "");
}

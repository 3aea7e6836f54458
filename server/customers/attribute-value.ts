import { AttributeType } from "./attribute-definition.entity";

const MAX_ATTRIBUTE_LENGTH = 2000;

export type ParsedValue = { ok: true; value: string } | { ok: false; message: string };

/** What a definition needs to be known for to read a value. */
export interface ValueRules {
  name: string;
  type: AttributeType;
  choices: readonly string[];
}

const refuse = (message: string): ParsedValue => ({ ok: false, message });
const accept = (value: string): ParsedValue => ({ ok: true, value });

/** Reads a typed value into its canonical text. An empty value never comes here: it takes the attribute off. */
export function parseAttributeValue(rules: ValueRules, typed: string): ParsedValue {
  const text = typed.normalize("NFC").trim();
  if (Array.from(text).length > MAX_ATTRIBUTE_LENGTH) return refuse(`Use at most ${MAX_ATTRIBUTE_LENGTH} characters.`);
  // NUL ends a string in some clients, and no person types one.
  if (text.includes("\0")) return refuse("Remove the control characters.");
  switch (rules.type) {
    case AttributeType.NUMBER:
      return parseNumber(text);
    case AttributeType.YES_NO:
      return parseYesNo(text);
    case AttributeType.DATE:
      return parseDate(text);
    case AttributeType.CHOICE:
      return parseChoice(rules.choices, text);
    default:
      return accept(text);
  }
}

function parseNumber(text: string): ParsedValue {
  // Digits only, so that no "1e9999" or hexadecimal passes; 30 of them are more than any counter has.
  const match = /^([+-]?)0*(\d{1,30})(?:[.,](\d{1,10}))?$/.exec(text);
  if (!match) return refuse("Write a number without separators, for example 1234.5.");
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  const number = `${match[2]}${fraction && `.${fraction}`}`;
  return accept(match[1] === "-" && /[1-9]/.test(number) ? `-${number}` : number);
}

const YES = new Set(["yes", "y", "true", "1"]);
const NO = new Set(["no", "n", "false", "0"]);

/** yes/no, true/false, 1/0 in any case. */
export function parseYesNo(text: string): ParsedValue {
  const folded = text.trim().toLowerCase();
  if (YES.has(folded)) return accept("yes");
  if (NO.has(folded)) return accept("no");
  return refuse("Write yes or no.");
}

function parseDate(text: string): ParsedValue {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const date = match && new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  // The 31st of February becomes March in JavaScript, hence the comparison.
  if (!date || date.toISOString().slice(0, 10) !== text)
    return refuse("Write the date as year-month-day, for example 2026-11-23.");
  return accept(text);
}

function parseChoice(choices: readonly string[], text: string): ParsedValue {
  const chosen = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
  return chosen === undefined ? refuse(`Choose one of: ${choices.join(", ")}.`) : accept(chosen);
}

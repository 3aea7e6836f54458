import { domainToASCII, domainToUnicode } from "node:url";

/** RFC 3696 erratum 1690 and RFC 5321 section 4.5.3.1, in octets; both fit a varchar(320) key. */
const MAX_ADDRESS_BYTES = 254;
const MAX_LOCAL_BYTES = 64;

/** Longer input is refused before any normalising, so that a pasted novel costs nothing. */
const MAX_TYPED = 1000;

export type ParsedEmail =
  /** `value` is the spelling for display and for sending, `key` what is compared and unique. */
  { ok: true; value: string; key: string } | { ok: false; message: string };

const EXAMPLE = "for example ann@example.com";

/** RFC 5322 dot-atom, widened by RFC 6532 to the letters, marks and digits of every script. No quotes, no comments. */
const DOT_ATOM = /^(?!\p{M})[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.(?!\p{M})[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an e-mail address as PRODUCT 3.1 wants it compared: trimmed, NFC, all lower case, domain in punycode; dots and +tags
 * count. Normalises first and validates what came out. Zod's patterns are not used: `email` refuses international local
 * parts and domains, `unicodeEmail` lets "a..b@c" and invisible characters through.
 */
export function parseEmail(typed: string): ParsedEmail {
  const trimmed = typed.trim();
  if (!trimmed) return refuse(`Type an e-mail address, ${EXAMPLE}.`);
  if (trimmed.length > MAX_TYPED) return refuse(tooLong());
  const address = trimmed.normalize("NFC");

  const unusable = unusableCharacters(address);
  if (unusable) return refuse(unusable);

  const at = address.indexOf("@");
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  const localKey = local.toLowerCase().normalize("NFC");
  const domainKey = asciiDomain(domain);

  const problem = localProblem(local) ?? localProblem(localKey) ?? domainProblem(domain, domainKey);
  if (problem) return refuse(problem);

  const key = `${localKey}@${domainKey}`;
  const value = `${local}@${displayDomain(domain, domainKey)}`;
  if (Math.max(Buffer.byteLength(key), Buffer.byteLength(`${local}@${domainKey}`)) > MAX_ADDRESS_BYTES) {
    return refuse(tooLong());
  }
  return { ok: true, value, key };
}

function refuse(message: string): ParsedEmail {
  return { ok: false, message };
}

function tooLong(): string {
  return `Use an e-mail address of at most ${MAX_ADDRESS_BYTES} characters.`;
}

function unusableCharacters(address: string): string | undefined {
  // A line break would end the header line of a mail sent to it, and what follows would be a header of the attacker's.
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(address)) {
    return "Remove the line breaks and control characters from the e-mail address.";
  }
  if (/[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u.test(address)) {
    return "Type the e-mail address anew: the copied one holds invisible characters.";
  }
  if (/[<>"(),;:\\[\]]/.test(address)) return `Leave only the address itself, ${EXAMPLE}.`;
  if (/\s/u.test(address)) return "Remove the spaces from the e-mail address.";
  if (!address.includes("@")) {
    return /[＠﹫]/u.test(address)
      ? "Replace the full-width @ by a plain one."
      : `Add the @ and the part after it, ${EXAMPLE}.`;
  }
  if (address.indexOf("@") !== address.lastIndexOf("@")) return "Use one @ only, and one address only.";
  return undefined;
}

function localProblem(local: string): string | undefined {
  if (!local) return `Add the part before the @, ${EXAMPLE}.`;
  if (Buffer.byteLength(local) > MAX_LOCAL_BYTES) {
    return `Shorten the part before the @ to ${MAX_LOCAL_BYTES} characters.`;
  }
  if (/^\.|\.\.|\.$/.test(local)) return "Remove the dot at the start or end, or the second of two dots, before the @.";
  // Full-width letters and ligatures look like plain ones, and mail systems that convert them would deliver to somebody else.
  if (local !== local.normalize("NFKC") || !DOT_ATOM.test(local)) {
    return "Use plain letters, digits, dots, dashes or plus signs before the @.";
  }
  return undefined;
}

/** Empty when it cannot be a domain. */
function asciiDomain(domain: string): string {
  // domainToASCII reads its argument as the host of a URL: "a/b" becomes "a" and "%65x.com" becomes "ex.com".
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is "every ASCII character but these".
  if (/(?![A-Za-z0-9.-])[\x00-\x7f]/.test(domain)) return "";
  return domainToASCII(domain);
}

function domainProblem(typed: string, domain: string): string | undefined {
  if (!typed) return `Add the part after the @, ${EXAMPLE}.`;
  if (/^[.。．｡]|[.。．｡]{2}|[.。．｡]$/u.test(typed)) {
    return "Remove the dot at the start or end, or the second of two dots, after the @.";
  }
  const labels = domain.split(".");
  const last = labels.at(-1) ?? "";
  // A number at the end is an IP address: "user@1.2" arrives here as "1.0.0.2".
  if (!labels.every((label) => LABEL.test(label)) || /^\d+$/.test(last)) {
    return `Check the part after the @: it must be a domain, ${EXAMPLE}.`;
  }
  if (labels.length < 2) return `Complete the part after the @, ${EXAMPLE}: "${typed}" has no dot.`;
  return undefined;
}

/** As typed when that names the domain plainly; otherwise (full-width letters, ideographic dots) its regular spelling. */
function displayDomain(typed: string, ascii: string): string {
  const lower = typed.toLowerCase();
  const unicode = domainToUnicode(ascii);
  return lower === ascii || lower === unicode ? typed : unicode;
}

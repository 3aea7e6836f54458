import { hash, verify } from "@node-rs/argon2";
import { fold } from "@/server/customers/identity/fold";

const MIN_PASSWORD = 12;
/** argon2 itself has no limit that matters; this one is against a request that is nothing but password. */
const MAX_PASSWORD = 1000;

/** argon2id as OWASP recommends it: 19 MiB, two passes, one lane (the library's own defaults). */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"));
}

/** False for a wrong password, and, in the same time, when there is no hash to compare with, or an empty one. */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const isRight = await verify(
    passwordHash || (await nobodysHash()),
    password.slice(0, MAX_PASSWORD).normalize("NFKC"),
  );
  return Boolean(passwordHash) && isRight;
}

let nobody: Promise<string> | undefined;
/** Compared against when the account is unknown: otherwise the quick answer would tell that it is. */
function nobodysHash(): Promise<string> {
  nobody ??= hashPassword("nobody has this password");
  return nobody;
}

/**
 * What is wrong with a new password by OWASP ASVS 4.0, 2.1: length, no common one, not the owner's own name or address. Nothing is
 * said about which characters it must have.
 * @param about the owner's names and addresses
 */
export async function passwordProblem(
  password: string,
  about: readonly (string | null | undefined)[] = [],
): Promise<string | undefined> {
  // A request of a megabyte is refused before anything is done with it.
  if (password.length > MAX_PASSWORD) return `Use at most ${MAX_PASSWORD} characters.`;
  if (Array.from(password.normalize("NFKC")).length < MIN_PASSWORD) return `Use at least ${MIN_PASSWORD} characters.`;
  const core = coreOf(password);
  const own = about.flatMap((text) => [text ?? "", (text ?? "").split("@")[0] ?? ""]).map(coreOf);
  if (own.some((one) => one.length > 2 && one === core))
    return "Choose a password that is not your own name or address.";
  const common = await commonPasswords();
  const plain = fold(password);
  if (isRun(plain) || [plain, plain.replace(/\s+/g, ""), core].some((spelling) => common.has(spelling)))
    return "This password is one of the first that somebody would try. Choose another one, for example several words.";
  return undefined;
}

/**
 * What is left when case, accents, and the figures and signs around it are taken away, and what is said over and over is said once:
 * "Password2026!" and "passwordpassword" are no better than "password".
 */
function coreOf(text: string): string {
  const letters = fold(text)
    .replace(/\s+/g, "")
    .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return /^(.+?)\1+$/su.exec(letters)?.[1] ?? letters;
}

/** Figures, letters or signs that are all the same or follow each other, such as 123456789012 and aaaaaaaaaaaa. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  // 9 is followed by 0, and 0 by 9.
  return [0, 1, -1].some((step) => steps.every((one) => one === step || (step !== 0 && one === -9 * step)));
}

let common: Promise<ReadonlySet<string>> | undefined;
/** The 49,000 most used ones. Read when the first password is chosen: most processes never need them. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"].filter((word) => word.length > 3).map(fold)),
  );
  return common;
}

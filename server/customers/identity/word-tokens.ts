import { fold, isAscii } from "./fold";

/** A word of folded text, and what stood between it and the word before. */
export type WordToken = { text: string; before: string; isDigits: boolean };

/** What people put between the groups of a phone number. */
const WITHIN_A_NUMBER = /^[\p{Zs}\t./()[\]\p{Pd}\u2212]*$/u;

/** Scripts written without spaces (Korean has them, but puts family and given name together). */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const MAX_TAILS = 32;

/** Splits at everything that is not a letter, a digit or a mark. */
export function wordTokens(text: string): WordToken[] {
  const folded = fold(text);
  let end = 0;
  return Array.from(folded.matchAll(/[\p{L}\p{N}\p{M}]+/gu), (match) => {
    const before = folded.slice(end, match.index);
    end = match.index + match[0].length;
    return { text: match[0], before, isDigits: /^\d+$/.test(match[0]) };
  });
}

/** Whether a token that begins with a digit stands after digits as the next group of a phone number would. */
export function continuesNumber(previous: WordToken | undefined, token: WordToken): boolean {
  return previous?.isDigits === true && /^\d/.test(token.text) && WITHIN_A_NUMBER.test(token.before);
}

/** Groups neighbours that may be the parts of one number; every other word is a group of its own. */
export function digitRuns(tokens: WordToken[]): WordToken[][] {
  const runs: WordToken[][] = [];
  for (const token of tokens) {
    const run = runs.at(-1);
    if (token.isDigits && continuesNumber(run?.at(-1), token)) run?.push(token);
    else runs.push([token]);
  }
  return runs;
}

/** Whether a word has characters of a script that puts no spaces between words. */
export function isUnspaced(word: string): boolean {
  return UNSPACED.test(word);
}

/** The ends of such a word, from its second character on: 東京商事 is found by 商. Words of other scripts give nothing. */
export function tailsOfUnspacedWord(word: string): string[] {
  if (isAscii(word)) return [];
  const characters = Array.from(word);
  const tails: string[] = [];
  for (let start = 1; start < characters.length && tails.length < MAX_TAILS; start++) {
    const character = characters[start] ?? "";
    // Nobody types a vowel sign or tone mark without the letter it stands on.
    if (/^\p{M}/u.test(character)) continue;
    if (isUnspaced(character) || isUnspaced(characters[start - 1] ?? "")) tails.push(characters.slice(start).join(""));
  }
  return tails;
}

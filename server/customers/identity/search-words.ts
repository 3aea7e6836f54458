import { domainToASCII, domainToUnicode } from "node:url";
import { firstCodePoints } from "./fold";
import { mobileSearchPrefixes, mobileSearchWords } from "./mobile-key";
import { continuesNumber, digitRuns, isUnspaced, tailsOfUnspacedWord, type WordToken, wordTokens } from "./word-tokens";

export const SEARCH_WORD_LENGTH = 64;
/** A usual customer has about fifteen. The limit is against names made of fifty one-letter words. */
export const MAX_SEARCH_WORDS = 64;
const MAX_TERMS = 8;
/** What is read of a query: the rest of a pasted page could only narrow a result that is empty already. */
const MAX_QUERY = 300;

export type SearchableCustomer = {
  firstName?: string | null;
  lastName?: string | null;
  /** Keys, spellings, or both. */
  emails: string[];
  /** E.164. */
  mobiles: string[];
  organisationName?: string | null;
};

/** Found are those who have, for every term, a word beginning with any of its prefixes. */
export type SearchTerm = { anyOf: string[] };

/**
 * The distinct words under which a customer is found, the most telling first, so that the limit cuts the least telling. Made
 * with the tokens that `searchTerms` makes of a query: whatever beginning of a word is typed, it matches.
 */
export function searchWords(customer: SearchableCustomer): string[] {
  const names = [customer.firstName, customer.lastName].map((name) => name?.trim() ?? "");
  const phrases = [names.join(" "), customer.organisationName ?? ""].map(wordTokens);
  const addresses = customer.emails.flatMap((email) => [email, ...domainSpellings(email)]).map(wordTokens);
  const tokens = [...phrases, ...addresses].flat();
  const texts = tokens.map((token) => token.text);

  const words = [
    ...texts,
    ...customer.mobiles.flatMap(mobileSearchWords),
    ...phrases.flatMap(joinedWords),
    ...unspacedFullNames(names),
    ...[...phrases, ...addresses].flatMap(joinedDigits),
    ...texts.flatMap(tailsOfUnspacedWord),
  ];
  return [...new Set(words.map(fit))].slice(0, MAX_SEARCH_WORDS);
}

/** What was typed into the search box, as terms that must all match. Nothing to search for gives an empty list. */
export function searchTerms(query: string): SearchTerm[] {
  const terms = new Map<string, SearchTerm>();
  for (const run of digitRuns(wordTokens(query.slice(0, MAX_QUERY)))) {
    const first = run[0];
    if (!first) continue;
    // Digits with spaces, dashes or brackets between them may be one phone number, and are one term.
    const prefixes = first.isDigits ? mobileSearchPrefixes(typedNumber(run)) : [first.text];
    const anyOf = [...new Set(prefixes.map(fit))];
    terms.set(anyOf.join(" "), { anyOf });
    if (terms.size === MAX_TERMS) break;
  }
  return [...terms.values()];
}

/**
 * The half-open range `from <= word < to` of all words that begin with the prefix, in the order of code points, which both
 * databases use for binary text. No `to` means no upper end. Words and prefixes hold nothing below "0", so that the padding
 * with spaces of utf8mb4_bin changes nothing.
 */
export function prefixRange(prefix: string): { from: string; to?: string } {
  const codePoints = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  for (let last = codePoints.pop(); last !== undefined; last = codePoints.pop()) {
    // Nothing follows the highest code point; the one before it must be raised instead.
    if (last === 0x10ffff) continue;
    // Surrogates are no characters, no database can store one.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return { from: prefix, to: String.fromCodePoint(...codePoints, next) };
  }
  return { from: prefix };
}

function fit(word: string): string {
  return firstCodePoints(word, SEARCH_WORD_LENGTH);
}

function domainSpellings(email: string): string[] {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  // Both spellings of such a domain are the domain itself.
  if (/^[a-z0-9.-]*\.[a-z]+$/i.test(domain) && !/xn--/i.test(domain)) return [];
  return [domainToUnicode(domain), domainToASCII(domain)].filter((spelling) => spelling && spelling !== domain);
}

/** "O'Brien" is also found as obrien, "Jean-Luc" as jeanluc. */
function joinedWords(tokens: WordToken[]): string[] {
  return joinedTails(tokens, (_, token) => /^['\p{Pd}]$/u.test(token.before));
}

/**
 * "24/7" is also found as 247, because a query of digits and separators is read as one number. "10 3M" is found as 103m:
 * while it is being typed, "10 3" looks like a number too.
 */
function joinedDigits(tokens: WordToken[]): string[] {
  return joinedTails(tokens, continuesNumber);
}

/** From each token on, all neighbours that `joins` holds together, written as one word. */
function joinedTails(tokens: WordToken[], joins: (previous: WordToken, token: WordToken) => boolean): string[] {
  return tokens.flatMap((start, index) => {
    let word = start.text;
    let previous = start;
    for (const token of tokens.slice(index + 1)) {
      if (!joins(previous, token) || word.length > SEARCH_WORD_LENGTH * 2) break;
      word += token.text;
      previous = token;
    }
    return previous === start ? [] : [word];
  });
}

/** 山田 太郎 is typed as 山田太郎, and the two fields may hold them either way round. */
function unspacedFullNames(names: string[]): string[] {
  const [first, last] = names.map((name) => wordTokens(name).map((token) => token.text));
  if (first?.length !== 1 || last?.length !== 1) return [];
  const pair = [first[0] ?? "", last[0] ?? ""];
  return pair.every(isUnspaced) ? [pair.join(""), pair.reverse().join("")] : [];
}

function typedNumber(run: WordToken[]): string {
  const plus = /\+[\s(]*$/.test(run[0]?.before ?? "") ? "+" : "";
  return plus + run.map((token, index) => (index ? token.before : "") + token.text).join("");
}

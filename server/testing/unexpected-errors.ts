import { format } from "node:util";

/** What was logged or printed as an error in the running test, and what the test announced. */
let seen: string[] = [];
let announced: RegExp[] = [];

/** For the log of `testCtx`, and for `console.error`. */
export function noteError(text: string): void {
  seen.push(text);
}

/** Announces that the test provokes an error in the log or on the console. The test fails when none matches. */
export function expectLoggedError(pattern: RegExp): void {
  announced.push(pattern);
}

/** The problems of the test that just ended, as sentences. Forgets all of it. */
export function takeErrorProblems(): string[] {
  const unexpected = seen.filter((text) => !announced.some((pattern) => pattern.test(text)));
  const missing = announced.filter((pattern) => !seen.some((text) => pattern.test(text)));
  seen = [];
  announced = [];
  return [
    ...unexpected.map((text) => `The test logged an error that it did not announce with expectLoggedError():\n${text}`),
    ...missing.map((pattern) => `expectLoggedError(${pattern}) announced an error that was never logged.`),
  ];
}

/** Replaces `console.error`: React, Next and libraries report there what would otherwise go unseen. */
export function watchConsole(): void {
  console.error = (...values: unknown[]) => noteError(format(...values));
}

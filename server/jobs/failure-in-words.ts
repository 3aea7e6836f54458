export const DISK_FULL = "The disk is full.";

/** What is known by its message, and what it is called. The rest is ours to find out, from the log. */
const KNOWN: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/disk is full|table .* is full|ENOSPC|EDQUOT|no space left/i, DISK_FULL],
  [/readonly database|EROFS|EACCES/i, "The disk cannot be written to."],
  [
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|connection lost|closed state|gone away|shutdown in progress|not yet prepared node/i,
    "The database cannot be reached.",
  ],
];

/** Why a job stopped, for an agent: one sentence. */
export function failureInWords(error: string | null): string {
  return KNOWN.find(([pattern]) => pattern.test(error ?? ""))?.[1] ?? "An error on our side.";
}

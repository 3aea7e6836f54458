import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Writable } from "node:stream";

/** Where a password comes from: standard input, or something like it. */
export type PasswordSource = Readable & { isTTY?: boolean };

/** From a prompt that shows nothing of what is typed, or the first line of what is no terminal. Empty when there is none. */
export async function readPassword(input: PasswordSource, prompt: NodeJS.WritableStream): Promise<string> {
  const isTerminal = input.isTTY === true;
  // As the editor of a line it would show each letter, and it has no switch for that: so it writes into nothing.
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: isTerminal ? nothing : undefined, terminal: isTerminal });
  if (isTerminal) prompt.write("Password (at least 12 characters): ");
  // Ctrl+C and Ctrl+D close it without a line.
  const [line = ""] = await Promise.race([once(lines, "line"), once(lines, "close")]);
  lines.close();
  if (isTerminal) prompt.write("\n");
  return line;
}

import { type ChildProcess, fork } from "node:child_process";
import type { Ctx } from "@/server/ctx";
import { HEAP_OF, packedProgram, unpackedProgram } from "@/server/own-process";
import type { StoredFile } from "./import-source";
import type { LookedAt } from "./look-at-file";
import { type CheckedBatch, type LookOrder, type ParseOrder, parseFile, type RowsOrder } from "./parse-file";
import type { ParserAnswer, ParserOrder } from "./parser-process";
import { FileRefused } from "./reader/refusal";

/** A file of this size is read in the time in which a process starts. */
const SMALL_BYTES = 256 * 1024;
/** Far more than the longest answer takes on a slow machine: beyond it the parser hangs. */
const DEADLINE_MS = 120_000;
/** A parser that dies is followed by another, unless they all die at the same place. */
const FRUITLESS_STARTS = 3;

/** Finds out how a file is read and what its columns fill. Throws `FileRefused`. */
export async function lookAt(ctx: Ctx, file: StoredFile, question: Omit<LookOrder, "kind">): Promise<LookedAt> {
  for await (const answer of answers(ctx, file, { kind: "look", ...question })) return answer as LookedAt; // the answer to "look"
  throw new ParserLost("The parser ended without an answer.");
}

/** The rows of a file, read and checked, while the caller works on those before them. Throws `FileRefused`. */
export async function* checkedRows(
  ctx: Ctx,
  file: StoredFile,
  question: Omit<RowsOrder, "kind">,
): AsyncGenerator<CheckedBatch, void, undefined> {
  let { fromRow } = question;
  for (let starts = 1; ; starts += 1) {
    try {
      for await (const answer of answers(ctx, file, { kind: "rows", ...question, fromRow })) {
        const batch = answer as CheckedBatch; // the answers to "rows"
        yield batch;
        fromRow = (batch.rows.at(-1)?.row ?? fromRow - 1) + 1;
        if (batch.rows.length > 0) starts = 0;
      }
      return;
    } catch (error) {
      if (!(error instanceof ParserLost) || starts >= FRUITLESS_STARTS) throw error;
      ctx.log.warn({ fromRow }, "the parser ended, starting another");
    }
  }
}

class ParserLost extends Error {
  override name = "ParserLost";
}

/** In this process or, for all but small files, in one of their own: what a hostile file can do, it does there. */
async function* answers(ctx: Ctx, file: StoredFile, order: ParseOrder): AsyncGenerator<unknown, void, undefined> {
  if (file.size <= SMALL_BYTES) {
    yield* parseFile(file, order);
    return;
  }
  const child = startParser();
  try {
    const messages = messagesOf(child);
    const { storageUrl } = ctx.config;
    say(child, { storageUrl, storageName: file.storageName, order } satisfies ParserOrder);
    for await (const message of messages) {
      if (message.kind === "end") return;
      if (message.kind === "refused") throw new FileRefused(message.code, message.message);
      if (message.kind === "failed") throw new Error(message.message);
      say(child, "taken");
      yield message.answer;
    }
  } finally {
    child.kill("SIGKILL");
  }
}

const SOURCE = "server/imports/parser-process.ts";

/** Packed beside this one, if this one is packed. */
function startParser(): ChildProcess {
  const { file, execArgv } = __filename.endsWith(".js") ? packedProgram(SOURCE, __dirname) : unpackedProgram(SOURCE);
  return fork(file, {
    execArgv: [...execArgv, HEAP_OF.parser],
    // Maps and dates come over as they are.
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** To one that has ended meanwhile nothing need be said: `messagesOf` tells. */
function say(child: ChildProcess, message: ParserOrder | "taken"): void {
  if (child.connected) child.send(message, () => undefined);
}

/** What the child says, in order; an error when it ends before it has said its last, or says nothing for too long. */
async function* messagesOf(child: ChildProcess): AsyncGenerator<ParserAnswer, never, undefined> {
  const waiting: ParserAnswer[] = [];
  let wake: (() => void) | undefined;
  let isGone = false;
  child.on("message", (message: ParserAnswer) => {
    waiting.push(message);
    wake?.();
  });
  const gone = () => {
    isGone = true;
    wake?.();
  };
  // "close" comes after the last message.
  child.once("close", gone).on("error", gone);
  for (;;) {
    const message = waiting.shift();
    if (message) {
      yield message;
      continue;
    }
    if (isGone) throw new ParserLost("The parser ended before the file did.");
    await new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(
        () => reject(new FileRefused("limit", "Reading this file takes too long. Split it into several files.")),
        DEADLINE_MS,
      );
      wake = () => {
        clearTimeout(deadline);
        resolve();
      };
    });
  }
}

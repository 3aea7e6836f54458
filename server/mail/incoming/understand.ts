import { fork } from "node:child_process";
import { buffer } from "node:stream/consumers";
import type { Ctx } from "@/server/ctx";
import { HEAP_OF, packedProgram, unpackedProgram } from "@/server/own-process";
import { isOwnAddress } from "../reply-address";
import { type ReadMail, readMail } from "./read-mail";
import type { ReaderAnswer, ReaderOrder } from "./reader-process";

/** What the worst of mails so long costs is a second; and most mails are far shorter. */
const SMALL_BYTES = 128 * 1024;
const DEADLINE_MS = 30_000;
const SOURCE = "server/mail/incoming/reader-process.ts";

/**
 * Reads a mail as it is stored: in this process or, for all but small ones, in one of their own, so that what a hostile mail does with
 * time and memory it does there. Undefined when nobody can read it.
 */
export async function understood(
  ctx: Ctx,
  { storageName, size }: { storageName: string; size: number },
): Promise<ReadMail | undefined> {
  const answer = size <= SMALL_BYTES ? await readHere(ctx, storageName) : await readApart(ctx, storageName);
  if (answer.kind === "read") return answer.mail;
  ctx.log.warn({ storageName, reason: answer.message }, "a mail could not be read");
  return undefined;
}

async function readHere(ctx: Ctx, storageName: string): Promise<ReaderAnswer> {
  const raw = await buffer(await ctx.files.read(storageName));
  try {
    return { kind: "read", mail: await readMail(raw, (address) => isOwnAddress(ctx.config, address)) };
  } catch (error) {
    return { kind: "unreadable", message: error instanceof Error ? error.message : String(error) };
  }
}

function readApart(ctx: Ctx, storageName: string): Promise<ReaderAnswer> {
  const { storageUrl, mail } = ctx.config;
  // Packed beside this one, if this one is packed.
  const { file, execArgv } = __filename.endsWith(".js") ? packedProgram(SOURCE, __dirname) : unpackedProgram(SOURCE);
  const child = fork(file, {
    execArgv: [...execArgv, HEAP_OF.parser],
    // Buffers and dates come over as they are.
    serialization: "advanced",
    stdio: ["ignore", "inherit", "ignore", "ipc"],
  });
  return new Promise<ReaderAnswer>((resolve) => {
    const give = (answer: ReaderAnswer) => {
      clearTimeout(deadline);
      child.kill("SIGKILL");
      resolve(answer);
    };
    const late = () => give({ kind: "unreadable", message: "Reading it takes too long." });
    const deadline = setTimeout(late, DEADLINE_MS);
    child.once("message", (answer: ReaderAnswer) => give(answer));
    // "close" comes after the last message.
    child.once("close", () => give({ kind: "unreadable", message: "Reading it takes too much memory." }));
    child.once("error", ({ message }) => give({ kind: "unreadable", message }));
    const { from, supportAddress } = mail;
    child.send({ storageUrl, storageName, mail: { from, supportAddress } } satisfies ReaderOrder, () => undefined);
  });
}

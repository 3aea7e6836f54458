import { type ChildProcess, fork } from "node:child_process";
import type { Ctx } from "@/server/ctx";
import { HEAP_OF, packedProgram, unpackedProgram } from "@/server/own-process";
import type { ReaderAnswer, ReaderOrder } from "./reader-process";

const DEADLINE_MS = 30_000;
/** A reader that nobody has asked for so long ends: it holds some 60 MB. */
const IDLE_MS = 60_000;
/** As many as read at once; what else comes waits. */
const MAX_READERS = 2;
const SOURCE = "server/mail/incoming/reader-process.ts";

interface Asked {
  order: ReaderOrder;
  answered: (answer: ReaderAnswer) => void;
}

const waiting: Asked[] = [];
/** Those that have nothing to do. */
const idle = new Map<ChildProcess, NodeJS.Timeout>();
let busy = 0;

/** Has a mail read in a process of its own, which is kept for the next one. */
export function readApart({ config }: Ctx, storageName: string): Promise<ReaderAnswer> {
  const { from, supportAddress } = config.mail;
  const order = { storageUrl: config.storageUrl, storageName, mail: { from, supportAddress } };
  return new Promise((answered) => {
    waiting.push({ order, answered });
    serve();
  });
}

function serve(): void {
  if (busy >= MAX_READERS) return;
  const next = waiting.shift();
  if (!next) return;
  busy += 1;
  const reader = idleReader() ?? startReader();
  void ask(reader, next.order).then((answer) => {
    busy -= 1;
    if (answer.isReaderGood) rest(reader);
    else reader.kill("SIGKILL");
    next.answered(answer);
    serve();
  });
}

/** One that was too slow, or that a mail has broken, reads no other. */
function ask(reader: ChildProcess, order: ReaderOrder): Promise<ReaderAnswer & { isReaderGood: boolean }> {
  return new Promise((resolve) => {
    const give = (answer: ReaderAnswer, isReaderGood: boolean) => {
      clearTimeout(deadline);
      reader.off("message", read).off("close", died).off("error", failed);
      resolve({ ...answer, isReaderGood });
    };
    const giveUp = (message: string) => give({ kind: "unreadable", message }, false);
    const deadline = setTimeout(giveUp, DEADLINE_MS, "Reading it takes too long.");
    const read = (answer: ReaderAnswer) => give(answer, true);
    // "close" comes after the last message.
    const died = () => giveUp("Reading it takes too much memory.");
    const failed = ({ message }: Error) => giveUp(message);
    reader.on("message", read).on("close", died).on("error", failed);
    reader.ref();
    reader.channel?.ref();
    reader.send(order, () => undefined);
  });
}

function startReader(): ChildProcess {
  // Packed beside this one, if this one is packed.
  const { file, execArgv } = __filename.endsWith(".js") ? packedProgram(SOURCE, __dirname) : unpackedProgram(SOURCE);
  const reader = fork(file, {
    execArgv: [...execArgv, HEAP_OF.parser],
    // Buffers and dates come over as they are.
    serialization: "advanced",
    stdio: ["ignore", "inherit", "ignore", "ipc"],
  });
  // What happens to it while it has nothing to do is nobody's mail.
  reader.on("error", () => undefined);
  return reader;
}

function idleReader(): ChildProcess | undefined {
  for (const [reader, timer] of idle) {
    clearTimeout(timer);
    idle.delete(reader);
    if (reader.connected) return reader;
  }
  return undefined;
}

/** Whoever has started it may end meanwhile: it ends with them. */
function rest(reader: ChildProcess): void {
  reader.unref();
  reader.channel?.unref();
  const timer = setTimeout(() => {
    idle.delete(reader);
    reader.kill("SIGKILL");
  }, IDLE_MS).unref();
  idle.set(reader, timer);
}

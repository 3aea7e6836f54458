import { once } from "node:events";
import { openFiles } from "@/server/files/files";
import { type ParseOrder, parseFile } from "./parse-file";
import type { RefusalCode } from "./reader/refusal";
import { FileRefused } from "./reader/refusal";

/** What the worker asks of this process: one file, one order. */
export interface ParserOrder {
  storageUrl: string;
  storageName: string;
  order: ParseOrder;
}

export type ParserAnswer =
  | { kind: "answer"; answer: unknown }
  | { kind: "end" }
  | { kind: "refused"; code: RefusalCode; message: string }
  | { kind: "failed"; message: string };

/** So many answers may wait for the worker, so that it never waits for us and neither of us holds the file. */
const AHEAD = 2;

async function answer({ storageUrl, storageName, order }: ParserOrder): Promise<void> {
  let allowed = AHEAD;
  const taken = () => {
    allowed += 1;
  };
  process.on("message", taken);
  const files = openFiles({ storageUrl });
  const source = { open: () => files.read(storageName) };
  for await (const answer of parseFile(source, order)) {
    while (allowed === 0) await once(process, "message");
    allowed -= 1;
    await send({ kind: "answer", answer });
  }
  await send({ kind: "end" });
}

function send(message: ParserAnswer): Promise<void> {
  return new Promise((resolve, reject) =>
    process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve())),
  );
}

/** A child of the worker: it ends with its order, and with the worker. */
process.on("disconnect", () => process.exit(0));
process.once("message", (order: ParserOrder) => {
  answer(order)
    .catch((error: unknown) =>
      send(
        error instanceof FileRefused
          ? { kind: "refused", code: error.code, message: error.message }
          : { kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      ),
    )
    .finally(() => process.disconnect?.());
});

import { buffer } from "node:stream/consumers";
import type { Config } from "@/server/config";
import { openFiles } from "@/server/files/files";
import { isOwnAddress } from "../reply-address";
import { type ReadMail, readMail } from "./read-mail";

/** What is asked of this process, time and again: one mail. */
export interface ReaderOrder {
  storageUrl: string;
  storageName: string;
  /** The desk's own addresses. */
  mail: Pick<Config["mail"], "from" | "supportAddress">;
}

export type ReaderAnswer =
  | { kind: "read"; mail: ReadMail }
  | { kind: "unreadable"; message: string }
  /** Not the mail's fault. */
  | { kind: "failed"; message: string };

async function answer({ storageUrl, storageName, mail }: ReaderOrder): Promise<ReaderAnswer> {
  const raw = await buffer(await openFiles({ storageUrl }).read(storageName));
  try {
    return { kind: "read", mail: await readMail(raw, (address) => isOwnAddress({ mail }, address)) };
  } catch (error) {
    return { kind: "unreadable", message: error instanceof Error ? error.message : String(error) };
  }
}

process.on("message", (order: ReaderOrder) => {
  answer(order).then(
    (found) => process.send?.(found),
    (error: unknown) => process.send?.({ kind: "failed", message: String(error) } satisfies ReaderAnswer),
  );
});
// Whoever asked has died.
process.on("disconnect", () => process.exit(0));

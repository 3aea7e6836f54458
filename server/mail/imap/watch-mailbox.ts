import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import type { ImapConfig } from "../mail-config";
import { followMailbox, type TakeMail } from "./follow-mailbox";
import { LeaseLost, leaseMailbox, nameOfMailbox, releaseMailbox } from "./mailbox-lease";

/** How often a process that has not got the mailbox asks for it. */
const ASK_MS = 3_000;
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 5 * 60_000;
/** Whoever stayed connected so long is not in the same trouble any more. */
const SETTLED_MS = 60_000;

/**
 * Reads a mailbox until it is told to stop, one process of all at a time: over IMAP, again and again, with ever longer pauses while
 * the server cannot be reached or does not let us in.
 */
export async function watchMailbox(
  ctx: Ctx,
  reader: { imap: ImapConfig; take: TakeMail; maxBytes: number; isStopping: () => boolean },
): Promise<void> {
  const { imap, isStopping } = reader;
  const log = ctx.log.child({ mailbox: nameOfMailbox(imap) });
  for (let failures = 0; !isStopping(); ) {
    const startedAt = Date.now();
    const lease = await leaseMailbox(ctx, imap).catch((error) => {
      log.warn({ err: error }, "the mailbox could not be leased");
      return undefined;
    });
    if (!lease) {
      await pause(ASK_MS, isStopping);
      continue;
    }
    try {
      await followMailbox(ctx, { ...reader, lease });
      await releaseMailbox(ctx, lease, null);
    } catch (error) {
      if (Date.now() - startedAt > SETTLED_MS) failures = 0;
      const waitMs = Math.min(FIRST_WAIT_MS * 2 ** failures, MAX_WAIT_MS) * (0.8 + Math.random() * 0.4);
      failures += 1;
      const reason = reasonOf(error);
      if (error instanceof LeaseLost) log.info(reason);
      else log.warn({ reason, waitMs }, "the mailbox cannot be read, trying again later");
      // The lease runs out by itself where the database is what is missing.
      await releaseMailbox(ctx, lease, reason).catch(() => undefined);
      await pause(waitMs, isStopping);
    }
  }
}

/** What the server said, where it said something: "Command failed" alone helps nobody. */
function reasonOf(error: unknown): string {
  const { message, responseText } = error as Error & { responseText?: string };
  return responseText ? `${message}: ${responseText}` : message;
}

async function pause(ms: number, isStopping: () => boolean): Promise<void> {
  for (const until = Date.now() + ms; Date.now() < until && !isStopping(); ) {
    await sleep(Math.min(200, Math.max(1, until - Date.now())));
  }
}

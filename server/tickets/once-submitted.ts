import { createHash } from "node:crypto";
import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { ownerOf } from "@/server/files/find-upload";
import { againAfterDuplicate } from "./create-ticket";

/** Nobody waits longer for an answer before they send a form again. */
const KEPT_MS = 24 * 60 * 60 * 1000;
const LONGEST_KEY = 100;

/**
 * Writes in a transaction what a form says, once: a second click, or the same form sent again because its answer got lost on the
 * way, gets the number that the first one got. Of two at one moment the database refuses the second, which then finds the first.
 * @param key made by the form when it was opened; without one every call writes
 */
export async function onceSubmitted(
  ctx: Ctx,
  key: string | null | undefined,
  work: (tx: Ctx) => Promise<number>,
): Promise<number> {
  if (!key) return againAfterDuplicate(ctx, () => inTransaction(ctx, work));
  if (key.length > LONGEST_KEY) throw new UserError("submissionKey", `Use at most ${LONGEST_KEY} characters.`);
  // With its sender in it, so that nobody can ask for what somebody else has sent.
  const keyHash = createHash("sha256")
    .update(`${ownerOf(ctx.actor)} ${key}`)
    .digest("hex");
  return againAfterDuplicate(ctx, () =>
    inTransaction(ctx, async (tx) => {
      const [sent]: { ticket_id: number | null }[] = await tx.db.query(
        "SELECT ticket_id FROM submissions WHERE key_hash = ?",
        [keyHash],
      );
      if (sent?.ticket_id) return sent.ticket_id;
      const now = tx.now();
      await insertRows(tx.db, "submissions", [{ key_hash: keyHash, ticket_id: null, created_at: toDbTime(now) }]);
      const ticketId = await work(tx);
      await tx.db.query("UPDATE submissions SET ticket_id = ? WHERE key_hash = ?", [ticketId, keyHash]);
      await tx.db.query("DELETE FROM submissions WHERE created_at < ?", [toDbTime(new Date(now.getTime() - KEPT_MS))]);
      return ticketId;
    }),
  );
}

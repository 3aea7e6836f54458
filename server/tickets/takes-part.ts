import type { Ctx } from "@/server/ctx";
import { formerIdsOf } from "@/server/customers/merging/signposts";
import { placeholders } from "@/server/db";
import { CommentAuthor } from "./ticket-comment.entity";

/**
 * Whether a customer takes part in a ticket: as its reporter, or because they have written to it, through a grant in the Hub or as its
 * reporter before it was given to somebody else. What was written by a record that was merged into theirs is theirs.
 */
export async function takesPart(
  ctx: Ctx,
  ticket: { id: number; reporterId: number },
  customerId: number,
): Promise<boolean> {
  if (ticket.reporterId === customerId) return true;
  const ids = [customerId, ...((await formerIdsOf(ctx, [customerId])).get(customerId) ?? [])];
  const [written] = await ctx.db.query(
    `SELECT 1 AS written FROM ticket_comments
      WHERE ticket_id = ? AND author_kind = ? AND is_internal = 0 AND author_id IN ${placeholders(ids.length)} LIMIT 1`,
    [ticket.id, CommentAuthor.CUSTOMER, ...ids],
  );
  return written !== undefined;
}

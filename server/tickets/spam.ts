import type { Ctx } from "@/server/ctx";
import { setBlocked } from "@/server/customers/block-sender";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { TicketSource, TicketStatus } from "./ticket.entity";
import { tagsOf } from "./ticket-parts";
import { lockTicket, type TicketRow } from "./ticket-row";
import { updateTicket } from "./update-ticket";

/** By this tag one finds what was spam, and takes a mistake back. */
export const SPAM = "spam";

const isSpam = (tag: string): boolean => tag.toLowerCase() === SPAM;

/**
 * A ticket that came by mail is spam: its sender is blocked, so that what they send later waits in quarantine; the ticket is closed and
 * tagged, so that it is out of every queue and can still be found. Nothing is deleted: `markAsNoSpam` takes it back.
 */
export async function markAsSpam(ctx: Ctx, ticketId: number): Promise<void> {
  await changeSpam(ctx, ticketId, async (tx, ticket, tags) => {
    if (ticket.source !== TicketSource.EMAIL) throw new UserError("ticketId", "Only what came by mail can be spam.");
    await setBlocked(tx, { customerId: ticket.reporterId, isBlocked: true });
    await updateTicket(tx, { id: ticketId, status: TicketStatus.CLOSED, tags: [...tags, SPAM] });
  });
}

/** It was none: the sender is not blocked any more, and the ticket is open. */
export async function markAsNoSpam(ctx: Ctx, ticketId: number): Promise<void> {
  await changeSpam(ctx, ticketId, async (tx, ticket, tags) => {
    await setBlocked(tx, { customerId: ticket.reporterId, isBlocked: false });
    await updateTicket(tx, { id: ticketId, status: TicketStatus.OPEN, tags });
  });
}

async function changeSpam(
  ctx: Ctx,
  ticketId: number,
  change: (tx: Ctx, ticket: TicketRow, otherTags: string[]) => Promise<void>,
): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  allow(ctx.actor, "customer.block");
  await inTransaction(ctx, async (tx) => {
    const ticket = await lockTicket(tx, ticketId);
    if (!ticket) throw notFound("ticket");
    const tags = (await tagsOf(tx, [ticketId])).get(ticketId) ?? [];
    await change(
      tx,
      ticket,
      tags.filter((tag) => !isSpam(tag)),
    );
  });
}

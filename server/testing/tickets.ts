import { createAgent } from "@/server/accounts/agents";
import type { Ctx } from "@/server/ctx";
import { type Actor, ROLE_PERMISSIONS } from "@/server/permissions";
import { type CreateTicket, createTicket } from "@/server/tickets/create-ticket";
import { findTicket, type TicketRow } from "@/server/tickets/ticket-row";

let number = 0;

/** A ticket from a sender of its own; name only what matters to the test. */
export async function aTicket(ctx: Ctx, input: Partial<CreateTicket> = {}): Promise<TicketRow> {
  number += 1;
  const isFromSomebody = input.reporterId !== undefined || input.email !== undefined || input.mobile !== undefined;
  const email = isFromSomebody ? input.email : `sender${number}@example.com`;
  return ticketWith(ctx, await createTicket(ctx, { subject: "Help", body: "Please help.", ...input, email }));
}

/** The ticket with this number, as it is now. */
export async function ticketWith(ctx: Ctx, id: number): Promise<TicketRow> {
  const ticket = await findTicket(ctx, id);
  if (!ticket) throw new Error(`There is no ticket ${id}.`);
  return ticket;
}

/** An agent with a row in `agents`, who can be given tickets. */
export async function aHiredAgent(ctx: Ctx, name: string): Promise<Extract<Actor, { kind: "agent" }>> {
  number += 1;
  const email = `hired${number}@desk.example`;
  const { id } = await createAgent(ctx, { email, name, role: "agent", password: "correct horse battery" });
  return { kind: "agent", id, name, role: "agent", permissions: new Set(ROLE_PERMISSIONS.agent) };
}

import { randomUUID } from "node:crypto";
import type { Ctx } from "@/server/ctx";
import { allow } from "@/server/permissions";
import { BlockedReporter, type CreateTicket, createTicket } from "@/server/tickets/create-ticket";
import { htmlToText } from "@/server/tickets/rich-text";
import { BodyFormat } from "@/server/tickets/ticket-comment.entity";
import { CameBy } from "./incoming-mail.entity";
import { keepIncoming } from "./receive-mail";
import type { RequestForm } from "./request-form";

/**
 * Makes a ticket and returns its number. What a program sends for a blocked customer waits in quarantine for an agent instead, as their
 * mails do (PRODUCT section 2): then it has none.
 */
export async function takeTicket(ctx: Ctx, input: CreateTicket): Promise<number | undefined> {
  allow(ctx.actor, "ticket.create");
  try {
    return await createTicket(ctx, input);
  } catch (error) {
    if (!(error instanceof BlockedReporter)) throw error;
    const contents = Buffer.from(JSON.stringify(formOf(input, error)));
    await keepIncoming(ctx, { key: keyOf(), contents, cameBy: CameBy.API });
    return undefined;
  }
}

/** Each call is a ticket of its own, as it is for everybody else. */
const keyOf = (): string => `api ${randomUUID()}`;

/** Everything in it has been checked. */
function formOf(input: CreateTicket, { customer }: BlockedReporter): RequestForm {
  const isChosen = input.reporterId !== undefined;
  const { subject, body, bodyFormat } = input;
  return {
    name: input.name || [input.firstName, input.lastName].filter(Boolean).join(" "),
    email: (isChosen ? customer.email : input.email) ?? "",
    mobile: (isChosen ? customer.mobile : input.mobile) ?? "",
    subject: subject.trim(),
    body: bodyFormat === BodyFormat.HTML ? htmlToText(body) : body,
    isAutomatic: false,
    isByProgram: true,
  };
}

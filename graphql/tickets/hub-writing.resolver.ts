import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, numberOf } from "@/graphql/ids";
import type { Ctx as VerbCtx } from "@/server/ctx";
import { findHubTicket } from "@/server/tickets/hub-tickets";
import { closeInHub, createHubTicket, reopenInHub, replyInHub } from "@/server/tickets/write-in-hub";
import {
  CloseHubTicketInput,
  CloseHubTicketPayload,
  CreateHubTicketInput,
  CreateHubTicketPayload,
  ReopenHubTicketInput,
  ReopenHubTicketPayload,
  ReplyToHubTicketInput,
  ReplyToHubTicketPayload,
} from "./hub-writing.types";

const INPUT = { description: "What to write." };

/** What customers who are signed in to the Hub write. */
@Resolver()
export class HubWritingResolver {
  @Mutation(() => CreateHubTicketPayload, { description: "Opens a ticket of the signed-in customer." })
  createHubTicket(
    @Arg("input", () => CreateHubTicketInput, INPUT) input: CreateHubTicketInput,
    @Ctx() { ctx, hubLimits }: GraphQLContext,
  ) {
    const organisationId = input.organisationId == null ? null : idOf(input.organisationId);
    return answerWith(ctx, () => createHubTicket(ctx, hubLimits, { ...input, organisationId }));
  }

  @Mutation(() => ReplyToHubTicketPayload, {
    description: "Adds a message of the signed-in customer. A ticket that was closed or waited for them opens.",
  })
  replyToHubTicket(
    @Arg("input", () => ReplyToHubTicketInput, INPUT) input: ReplyToHubTicketInput,
    @Ctx() { ctx, hubLimits }: GraphQLContext,
  ) {
    return answerWith(ctx, () => replyInHub(ctx, hubLimits, { ...input, number: numberOf(input.number) }));
  }

  @Mutation(() => CloseHubTicketPayload, { description: "Closes a ticket for the signed-in customer." })
  closeHubTicket(
    @Arg("input", () => CloseHubTicketInput, INPUT) { number }: CloseHubTicketInput,
    @Ctx() { ctx, hubLimits }: GraphQLContext,
  ) {
    return answerWith(ctx, () => closeInHub(ctx, hubLimits, numberOf(number)));
  }

  @Mutation(() => ReopenHubTicketPayload, { description: "Opens a closed ticket again for the signed-in customer." })
  reopenHubTicket(
    @Arg("input", () => ReopenHubTicketInput, INPUT) { number }: ReopenHubTicketInput,
    @Ctx() { ctx, hubLimits }: GraphQLContext,
  ) {
    return answerWith(ctx, () => reopenInHub(ctx, hubLimits, numberOf(number)));
  }
}

const answerWith = (ctx: VerbCtx, write: () => Promise<number>) =>
  withUserErrors(async () => {
    const number = await write();
    const ticket = await findHubTicket(ctx, number);
    return { ticket: ticket && { ...ticket, number } };
  });

import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { sendRequest } from "@/server/mail/incoming/send-request";
import { SendRequestInput, SendRequestPayload } from "./requests.types";

/** What people write to the desk who are not signed in. */
@Resolver()
export class RequestsResolver {
  @Mutation(() => SendRequestPayload, {
    description: "Writes to the desk, as the public request form does. Needs no sign-in; FORBIDDEN while it is off.",
  })
  sendRequest(
    @Arg("input", () => SendRequestInput, { description: "What to send." }) input: SendRequestInput,
    @Ctx() { ctx, requestLimits, client }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await sendRequest(ctx, requestLimits, { ...input, address: client });
      return {};
    });
  }
}

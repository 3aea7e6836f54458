import { Ctx, FieldResolver, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { SettingsType } from "@/graphql/settings/settings.types";

@Resolver(() => SettingsType)
export class SendingResolver {
  @FieldResolver(() => Boolean, {
    description: "Whether mail leaves the house. Without a way of sending it stays in the built-in mailbox.",
  })
  sendsMail(@Ctx() { ctx }: GraphQLContext) {
    return ctx.config.mail.transport.kind !== "mailbox";
  }
}

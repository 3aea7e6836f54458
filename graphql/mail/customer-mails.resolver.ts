import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { pageSize } from "@/graphql/ids";
import { idAfter } from "@/graphql/tickets/id-cursor";
import { Customer } from "@/server/customers/customer.entity";
import type { CustomerRow } from "@/server/customers/customer-row";
import { MailConnection } from "./mails.types";

@Resolver(() => Customer)
export class CustomerMailsResolver {
  @FieldResolver(() => MailConnection, { nullable: true, description: "The mails to this customer, newest first." })
  async mails(
    @Root() customer: CustomerRow,
    @Ctx() { loaders }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 20, 100), before: idAfter(after) };
    const { rows, hasMore } = await loaders.mails.pages(page).load(customer.id);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "Why nothing is mailed to their address: it bounced. Null when it did not.",
  })
  emailBounced(@Root() customer: CustomerRow, @Ctx() { loaders }: GraphQLContext) {
    return customer.email === null ? null : loaders.mails.bounces.load(customer.email);
  }
}

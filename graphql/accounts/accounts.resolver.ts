import { Ctx, Field, ID, ObjectType, Query, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { AgentRole } from "@/server/accounts/agent.entity";
import { viewer } from "@/server/accounts/viewer";

@ObjectType("Viewer", { description: "Whoever asks: an agent, an access token, or a customer in the Hub." })
export class ViewerType {
  @Field(() => String, { description: "`agent`, `token` or `customer`." })
  kind!: string;

  @Field(() => ID, { description: "Their id among those of their kind." })
  id!: number;

  @Field(() => String, { description: "Their name." })
  name!: string;

  @Field(() => String, { nullable: true, description: "The sign-in address of an agent or a customer." })
  email!: string | null;

  @Field(() => AgentRole, { nullable: true, description: "An agent's role." })
  role!: AgentRole | null;

  @Field(() => [String], { description: "What they may do, for example `customer.edit`." })
  permissions!: string[];
}

@Resolver(() => ViewerType)
export class AccountsResolver {
  @Query(() => ViewerType, { description: "Who is asking. UNAUTHENTICATED for nobody." })
  viewer(@Ctx() { ctx }: GraphQLContext) {
    return viewer(ctx);
  }
}

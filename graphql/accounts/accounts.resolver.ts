import { Ctx, Field, ID, ObjectType, Query, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { AgentRole } from "@/server/accounts/agent.entity";
import { viewer } from "@/server/accounts/viewer";

@ObjectType("Viewer", { description: "Whoever asks: an agent or an access token." })
export class ViewerType {
  @Field(() => String, { description: "`agent` or `token`." })
  kind!: string;

  @Field(() => ID, { description: "The agent's or the token's id." })
  id!: number;

  @Field(() => String, { description: "Their name." })
  name!: string;

  @Field(() => String, { nullable: true, description: "An agent's sign-in address." })
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

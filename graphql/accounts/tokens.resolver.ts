import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { idAfter } from "@/graphql/tickets/id-cursor";
import { createToken } from "@/server/accounts/create-token";
import { findToken, listTokens, type TokenRow } from "@/server/accounts/list-tokens";
import { revokeToken } from "@/server/accounts/revoke-token";
import {
  AccessTokenConnection,
  AccessTokenType,
  CreateTokenInput,
  CreateTokenPayload,
  RevokeTokenInput,
  RevokeTokenPayload,
  TokenOwnerType,
  TokenScopeType,
} from "./tokens.types";

const INPUT = { description: "What it is about." };

/** What programs sign in with. */
@Resolver(() => AccessTokenType)
export class TokensResolver {
  @Query(() => AccessTokenConnection, {
    description:
      "Access tokens, newest first, ended ones included. Every agent sees their own; a token that asks needs agent.manage.",
  })
  async tokens(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("scope", () => TokenScopeType, { nullable: true, description: "Whose; one's own when not given." })
    scope?: TokenScopeType,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 50, 100), before: idAfter(after) };
    const { rows, hasMore } = await listTokens(ctx, { scope: scope ?? "mine", ...page });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @FieldResolver(() => TokenOwnerType, {
    nullable: true,
    description: "The agent whose it is; null for one that was made on the server.",
  })
  owner(@Root() { ownerId, ownerName }: TokenRow) {
    return ownerId === null ? null : { id: ownerId, name: ownerName ?? "" };
  }

  @Mutation(() => CreateTokenPayload, {
    description:
      "Makes an access token of one's own, which may never do more than its owner. A token that makes one needs agent.manage.",
  })
  createToken(@Arg("input", () => CreateTokenInput, INPUT) input: CreateTokenInput, @Ctx() { ctx }: GraphQLContext) {
    return withUserErrors(async () => {
      const { id, token: secret } = await createToken(ctx, input);
      return { token: await findToken(ctx, id), secret };
    });
  }

  @Mutation(() => RevokeTokenPayload, {
    description: "Ends a token at its next use, and those that it has made. One's own, or with agent.manage any.",
  })
  revokeToken(@Arg("input", () => RevokeTokenInput, INPUT) { id }: RevokeTokenInput, @Ctx() { ctx }: GraphQLContext) {
    return withUserErrors(async () => {
      const token = await revokeToken(ctx, { id: idOf(id) });
      return { token: await findToken(ctx, token.id) };
    });
  }
}

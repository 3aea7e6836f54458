import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";

export enum TokenStateType {
  ACTIVE = "active",
  EXPIRED = "expired",
  REVOKED = "revoked",
}
registerEnumType(TokenStateType, {
  name: "AccessTokenState",
  description: "Whether a token opens something.",
  valuesConfig: {
    ACTIVE: { description: "It does." },
    EXPIRED: { description: "Not any more: its time is over." },
    REVOKED: { description: "Not any more: somebody revoked it, or its owner was deactivated." },
  },
});

export enum TokenScopeType {
  MINE = "mine",
  ALL = "all",
}
registerEnumType(TokenScopeType, {
  name: "AccessTokenScope",
  description: "Whose tokens.",
  valuesConfig: {
    MINE: { description: "Those of the agent who asks." },
    ALL: { description: "Everybody's, and those that were made on the server. Needs agent.manage." },
  },
});

@ObjectType("AccessTokenOwner", { description: "The agent whose a token is." })
export class TokenOwnerType {
  @Field(() => ID, { description: "The agent's id." })
  id!: number;

  @Field(() => String, { description: "Their name." })
  name!: string;
}

@ObjectType("AccessToken", {
  description: "What a program signs in with. The token itself is shown once and not kept.",
})
export class AccessTokenType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => String, { description: "What it is for." })
  name!: string;

  @Field(() => [String], { description: "What it was made for, for example `customer.view`." })
  permissions!: string[];

  @Field(() => [String], {
    description: "What it may do at this moment: of its permissions those that its owner's role has too.",
  })
  permissionsInEffect!: string[];

  @Field(() => TokenStateType, { description: "Whether it opens something." })
  state!: TokenStateType;

  @Field(() => Date, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it was last used, to the hour; null for never." })
  lastUsedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "Until when it opens something; null for until it is revoked." })
  expiresAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was revoked." })
  revokedAt!: Date | null;
}

@ObjectType("AccessTokenEdge", { description: "A token and its place." })
export class AccessTokenEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => AccessTokenType, { description: "The token." })
  node!: AccessTokenType;
}

@ObjectType("AccessTokenConnection", { description: "A page of access tokens (Relay)." })
export class AccessTokenConnection {
  @Field(() => [AccessTokenEdge], { description: "The tokens with their cursors." })
  edges!: AccessTokenEdge[];

  @Field(() => [AccessTokenType], { description: "The tokens alone." })
  nodes!: AccessTokenType[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@InputType("CreateTokenInput", { description: "A new access token." })
export class CreateTokenInput {
  @Field(() => String, { description: "What it is for, at most 200 characters." })
  name!: string;

  @Field(() => [String], {
    description:
      "What it may do, for example `customer.view`; nothing that the caller may not. `all` alone is all of that.",
  })
  permissions!: string[];

  @Field(() => Date, {
    nullable: true,
    description:
      "Until when it opens something; left out until it is revoked. One that a token makes ends with that token.",
  })
  expiresAt?: Date | null;
}

@ObjectType("CreateTokenPayload", { description: "What createToken did." })
export class CreateTokenPayload {
  @Field(() => AccessTokenType, { nullable: true, description: "The token's record." })
  token?: AccessTokenType | null;

  @Field(() => String, {
    nullable: true,
    description: "The token itself, for `Authorization: Bearer …`. This is the only time that it is shown.",
  })
  secret?: string | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("RevokeTokenInput", { description: "Which token to end." })
export class RevokeTokenInput {
  @Field(() => ID, { description: "The token's id." })
  id!: string;
}

@ObjectType("RevokeTokenPayload", { description: "What revokeToken did." })
export class RevokeTokenPayload {
  @Field(() => AccessTokenType, { nullable: true, description: "The token, revoked." })
  token?: AccessTokenType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

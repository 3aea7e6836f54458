import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { forwardPage, fromCursor, notOurCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { Agent } from "@/server/accounts/agent.entity";
import { findAgentLink } from "@/server/accounts/agent-links";
import { requestAgentPasswordReset, setAgentPassword } from "@/server/accounts/agent-passwords";
import { inviteAgent, inviteAgentAgain } from "@/server/accounts/invite-agent";
import { type AgentPlace, type AgentRow, findAgent, listAgents } from "@/server/accounts/list-agents";
import { updateAgent } from "@/server/accounts/update-agent";
import type { Ctx as ServerCtx } from "@/server/ctx";
import {
  AgentConnection,
  AgentInvitationType,
  type AgentLinkPurposeType,
  AgentLinkType,
  AgentStateType,
  CreateAgentInput,
  CreateAgentPayload,
  InviteAgentAgainInput,
  InviteAgentAgainPayload,
  RequestAgentPasswordResetInput,
  RequestAgentPasswordResetPayload,
  SetAgentPasswordInput,
  SetAgentPasswordPayload,
  UpdateAgentInput,
  UpdateAgentPayload,
} from "./agents.types";
import { AccountLinkState } from "./hub-accounts.types";

const INPUT = { description: "What it is about." };

/** The people who work at the desk, for whoever manages them. */
@Resolver(() => Agent)
export class AgentAccountsResolver {
  @Query(() => AgentConnection, {
    description: "Everybody who works here or did, by name, with their role. Needs agent.manage.",
  })
  async agentAccounts(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const { rows, hasMore } = await listAgents(ctx, { first: pageSize(first, 50, 100), after: placeOf(after) });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.nameKey, row.id]));
  }

  @FieldResolver(() => AgentStateType, { description: "Whether they can sign in." })
  state(@Root() agent: AgentRow) {
    return agent.state;
  }

  @FieldResolver(() => Boolean, {
    description: "Whether they have ever set a password. Without one an invitation lets them in.",
  })
  hasPassword(@Root() agent: AgentRow) {
    return agent.hasPassword;
  }

  @FieldResolver(() => AgentInvitationType, {
    nullable: true,
    description: "Their invitation, while they have not set a password.",
  })
  invitation(@Root() agent: AgentRow) {
    return agent.invitation;
  }

  @Mutation(() => CreateAgentPayload, {
    description: "Invites an agent: mails them a link to set a password, which lets them in. Needs agent.manage.",
  })
  createAgent(@Arg("input", () => CreateAgentInput, INPUT) input: CreateAgentInput, @Ctx() { ctx }: GraphQLContext) {
    return agentAfter(ctx, () => inviteAgent(ctx, input));
  }

  @Mutation(() => InviteAgentAgainPayload, {
    description: "Mails another invitation; the link in the older one ends. Needs agent.manage.",
  })
  inviteAgentAgain(
    @Arg("input", () => InviteAgentAgainInput, INPUT) { id }: InviteAgentAgainInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return agentAfter(ctx, () => inviteAgentAgain(ctx, { id: idOf(String(id)) }));
  }

  @Mutation(() => UpdateAgentPayload, {
    description: "Renames an agent, changes their role, ends their access or gives it back. Needs agent.manage.",
  })
  updateAgent(@Arg("input", () => UpdateAgentInput, INPUT) input: UpdateAgentInput, @Ctx() { ctx }: GraphQLContext) {
    return agentAfter(ctx, () =>
      updateAgent(ctx, {
        id: idOf(String(input.id)),
        name: input.name ?? undefined,
        role: input.role ?? undefined,
        isActive: input.isActive ?? undefined,
      }),
    );
  }
}

const agentAfter = (ctx: ServerCtx, run: () => Promise<{ id: number }>) =>
  withUserErrors(async () => {
    const { id } = await run();
    return { agent: await findAgent(ctx, id) };
  });

function placeOf(after: string | undefined): AgentPlace | undefined {
  const place = fromCursor(after);
  if (!place) return undefined;
  const [nameKey, id] = place;
  if (typeof nameKey === "string" && typeof id === "number" && place.length === 2) return { nameKey, id };
  throw notOurCursor();
}

/** What agents do about their own password, before they are signed in. */
@Resolver()
export class AgentPasswordsResolver {
  @Query(() => AgentLinkType, { description: "What a link from an agent's mail is good for. Needs no sign-in." })
  async agentLink(
    @Arg("token", () => String, { description: "The secret in the link." }) token: string,
    @Ctx() { ctx }: GraphQLContext,
  ): Promise<AgentLinkType> {
    const link = await findAgentLink(ctx, token);
    if (!link) return { state: AccountLinkState.UNKNOWN };
    return {
      state: link.isExpired ? AccountLinkState.EXPIRED : AccountLinkState.VALID,
      purpose: link.purpose as AgentLinkPurposeType,
      email: link.isExpired ? null : link.email,
    };
  }

  @Mutation(() => RequestAgentPasswordResetPayload, {
    description: "Sends a link to set a new password, if there is such an agent. Needs no sign-in.",
  })
  requestAgentPasswordReset(
    @Arg("input", () => RequestAgentPasswordResetInput, INPUT) { email }: RequestAgentPasswordResetInput,
    @Ctx() { ctx, agentLinkLimits, client }: GraphQLContext,
  ) {
    return answerOf(() => requestAgentPasswordReset(ctx, agentLinkLimits, { email, address: client }));
  }

  @Mutation(() => SetAgentPasswordPayload, {
    description: "Sets the password of the agent who has the link, once. Ends all their sessions. Needs no sign-in.",
  })
  setAgentPassword(
    @Arg("input", () => SetAgentPasswordInput, INPUT) input: SetAgentPasswordInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return answerOf(() => setAgentPassword(ctx, input));
  }
}

/** Nothing comes back but what is to be put right: more would tell who works here. */
const answerOf = (run: () => Promise<void>) =>
  withUserErrors(async () => {
    await run();
    return {};
  });

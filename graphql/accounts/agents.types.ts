import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";
import { Agent, AgentRole } from "@/server/accounts/agent.entity";
import { MailStatus } from "@/server/mail/mail.entity";
import { AccountLinkState } from "./hub-accounts.types";

export enum AgentStateType {
  ACTIVE = "active",
  INVITED = "invited",
  DEACTIVATED = "deactivated",
}
registerEnumType(AgentStateType, {
  name: "AgentState",
  description: "Whether an agent can sign in.",
  valuesConfig: {
    ACTIVE: { description: "They can." },
    INVITED: { description: "Not yet: they have to follow the link in their invitation and set a password." },
    DEACTIVATED: { description: "Not any more. Their sessions have ended." },
  },
});

@ObjectType("AgentInvitation", { description: "The invitation of somebody who has not set a password yet." })
export class AgentInvitationType {
  @Field(() => Date, { description: "When the link was made." })
  sentAt!: Date;

  @Field(() => Date, { description: "Until when its link works." })
  expiresAt!: Date;

  @Field(() => Boolean, { description: "Whether that is over; `inviteAgentAgain` sends another." })
  isExpired!: boolean;

  @Field(() => MailStatus, { nullable: true, description: "How far its mail is; null when it was cleared away." })
  mailStatus!: MailStatus | null;

  @Field(() => String, { nullable: true, description: "Why the mail was skipped, failed or bounced." })
  mailReason!: string | null;
}

@ObjectType("AgentEdge", { description: "An agent in a list." })
export class AgentEdge {
  @Field(() => String, { description: "Where this one lies in the list." })
  cursor!: string;

  @Field(() => Agent, { description: "The agent." })
  node!: Agent;
}

@ObjectType("AgentConnection", { description: "A page of agents." })
export class AgentConnection {
  @Field(() => [AgentEdge], { description: "The agents with their cursors." })
  edges!: AgentEdge[];

  @Field(() => [Agent], { description: "The agents." })
  nodes!: Agent[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@InputType("CreateAgentInput", { description: "Whom to invite." })
export class CreateAgentInput {
  @Field(() => String, { description: "The address that they sign in with; the invitation goes there." })
  email!: string;

  @Field(() => String, { description: "Name shown to colleagues, at most 200 characters." })
  name!: string;

  @Field(() => AgentRole, { description: "What they may do; nothing that the caller may not." })
  role!: AgentRole;
}

@ObjectType("CreateAgentPayload", { description: "What createAgent did." })
export class CreateAgentPayload {
  @Field(() => Agent, { nullable: true, description: "The agent, invited." })
  agent?: Agent | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("InviteAgentAgainInput", { description: "Who gets another invitation." })
export class InviteAgentAgainInput {
  @Field(() => ID, { description: "The agent's id." })
  id!: number;
}

@ObjectType("InviteAgentAgainPayload", { description: "What inviteAgentAgain did." })
export class InviteAgentAgainPayload {
  @Field(() => Agent, { nullable: true, description: "The agent, invited." })
  agent?: Agent | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("UpdateAgentInput", { description: "Changes of an agent. What is left out stays." })
export class UpdateAgentInput {
  @Field(() => ID, { description: "The agent's id." })
  id!: number;

  @Field(() => String, { nullable: true, description: "Name shown to colleagues." })
  name?: string | null;

  @Field(() => AgentRole, { nullable: true, description: "What they may do from their next request on." })
  role?: AgentRole | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "No ends their access at their next request, or withdraws an invitation; yes gives it back.",
  })
  isActive?: boolean | null;
}

@ObjectType("UpdateAgentPayload", { description: "What updateAgent did." })
export class UpdateAgentPayload {
  @Field(() => Agent, { nullable: true, description: "The agent as they are now." })
  agent?: Agent | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

export enum AgentLinkPurposeType {
  INVITATION = "invitation",
  RESET = "reset",
}
registerEnumType(AgentLinkPurposeType, {
  name: "AgentLinkPurpose",
  description: "Why a link was sent to an agent.",
  valuesConfig: {
    INVITATION: { description: "To set the first password, which lets them in." },
    RESET: { description: "To set a new password." },
  },
});

@ObjectType("AgentLink", { description: "What a link from an agent's mail is good for. Looking changes nothing." })
export class AgentLinkType {
  @Field(() => AccountLinkState, { description: "Whether it still opens something." })
  state!: AccountLinkState;

  @Field(() => AgentLinkPurposeType, { nullable: true, description: "Why it was sent; null for an unknown one." })
  purpose?: AgentLinkPurposeType | null;

  @Field(() => String, { nullable: true, description: "The address that it was sent to; null unless it is valid." })
  email?: string | null;
}

@InputType("RequestAgentPasswordResetInput", { description: "Which agent's password is forgotten." })
export class RequestAgentPasswordResetInput {
  @Field(() => String, { description: "The agent's address, in any spelling." })
  email!: string;
}

@ObjectType("RequestAgentPasswordResetPayload", { description: "The same whether there is such an agent or not." })
export class RequestAgentPasswordResetPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it was taken in." })
  userErrors!: UserErrorType[];
}

@InputType("SetAgentPasswordInput", { description: "An agent's new password, by a link from a mail." })
export class SetAgentPasswordInput {
  @Field(() => String, { description: "The secret in the link." })
  token!: string;

  @Field(() => String, { description: "At least 12 characters; no common password, not one's own name or address." })
  password!: string;
}

@ObjectType("SetAgentPasswordPayload", { description: "What setAgentPassword did." })
export class SetAgentPasswordPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when the password is set." })
  userErrors!: UserErrorType[];
}

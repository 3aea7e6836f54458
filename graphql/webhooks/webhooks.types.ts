import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";

export enum WebhookStateType {
  ACTIVE = "active",
  PAUSED = "paused",
  DISABLED = "disabled",
}
registerEnumType(WebhookStateType, {
  name: "WebhookState",
  description: "Whether a webhook is told of what happens.",
  valuesConfig: {
    ACTIVE: { description: "It is." },
    PAUSED: { description: "An agent has paused it; nothing is kept for it meanwhile." },
    DISABLED: {
      description: "The desk has given it up: nothing came through for a day, or its receiver answered 410.",
    },
  },
});

export enum WebhookDeliveryStatusType {
  WAITING = "waiting",
  DELIVERED = "delivered",
  FAILED = "failed",
}
registerEnumType(WebhookDeliveryStatusType, {
  name: "WebhookDeliveryStatus",
  description: "How far an event is on its way to a webhook.",
  valuesConfig: {
    WAITING: { description: "It waits for its first or its next try." },
    DELIVERED: { description: "Its receiver has answered with success." },
    FAILED: { description: "It was given up; `sendWebhookDeliveryAgain` tries once more." },
  },
});

@ObjectType("Webhook", { description: "An address that is told of changes, signed as Standard Webhooks has it." })
export class WebhookType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => String, { description: "What it is for." })
  name!: string;

  @Field(() => String, { description: "Where events are posted to." })
  url!: string;

  @Field(() => [String], { description: "What it is told of, for example `customer.created`." })
  events!: string[];

  @Field(() => WebhookStateType, { description: "Whether it is told." })
  state!: WebhookStateType;

  @Field(() => String, { nullable: true, description: "Why the desk has given it up." })
  stateReason!: string | null;

  @Field(() => Date, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When something last came through." })
  succeededAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "Until when nothing is tried, because its receiver is away." })
  waitsUntil!: Date | null;

  @Field(() => Date, { nullable: true, description: "Until when the former secret signs too." })
  formerUntil!: Date | null;
}

@ObjectType("WebhookAttempt", { description: "One try to deliver an event." })
export class WebhookAttemptType {
  @Field(() => Date, { description: "When it was tried." })
  triedAt!: Date;

  @Field(() => Int, { description: "How long it took, in milliseconds." })
  tookMs!: number;

  @Field(() => Int, { nullable: true, description: "The status that the receiver answered; null for no answer." })
  status!: number | null;

  @Field(() => String, { nullable: true, description: "Why it did not come through; null when it did." })
  problem!: string | null;

  @Field(() => String, { description: "How the answer begins, at most 1,024 bytes." })
  response!: string;
}

@ObjectType("WebhookDelivery", { description: "An event on its way to a webhook." })
export class WebhookDeliveryType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => String, { description: "The event's id, sent as `webhook-id`: the same at each try." })
  eventId!: string;

  @Field(() => String, { description: "What happened, for example `customer.created`." })
  type!: string;

  @Field(() => String, {
    nullable: true,
    description: "The body that is sent, JSON. Null without customer.view and ticket.view.",
  })
  payload!: string | null;

  @Field(() => WebhookDeliveryStatusType, { description: "How far it is." })
  status!: WebhookDeliveryStatusType;

  @Field(() => Date, { nullable: true, description: "When the next try is due; null when there is none." })
  nextAt!: Date | null;

  @Field(() => Date, { description: "When it happened." })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it was delivered or given up." })
  endedAt!: Date | null;

  @Field(() => [WebhookAttemptType], { description: "The last 20 tries, latest first." })
  attempts!: WebhookAttemptType[];
}

@ObjectType("WebhookDeliveryEdge", { description: "A delivery and its place." })
export class WebhookDeliveryEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => WebhookDeliveryType, { description: "The delivery." })
  node!: WebhookDeliveryType;
}

@ObjectType("WebhookDeliveryConnection", { description: "A page of deliveries (Relay)." })
export class WebhookDeliveryConnection {
  @Field(() => [WebhookDeliveryEdge], { description: "The deliveries with their cursors." })
  edges!: WebhookDeliveryEdge[];

  @Field(() => [WebhookDeliveryType], { description: "The deliveries alone." })
  nodes!: WebhookDeliveryType[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@InputType("CreateWebhookInput", { description: "A new webhook." })
export class CreateWebhookInput {
  @Field(() => String, { description: "What it is for, at most 200 characters." })
  name!: string;

  @Field(() => String, {
    description: "Where events are posted to: an https address that can be reached from outside.",
  })
  url!: string;

  @Field(() => [String], {
    description:
      "What it is told of: some of customer.created, updated, deleted, restored, merged, unmerged, ticket.created, ticket.updated, comment.created. Those of customers need customer.view, the others ticket.view.",
  })
  events!: string[];
}

@ObjectType("CreateWebhookPayload", { description: "What createWebhook did." })
export class CreateWebhookPayload {
  @Field(() => WebhookType, { nullable: true, description: "The webhook." })
  webhook?: WebhookType | null;

  @Field(() => String, {
    nullable: true,
    description: "The secret that signs, `whsec_…`. This is the only time that it is shown.",
  })
  secret?: string | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("UpdateWebhookInput", { description: "Changes of a webhook. What is left out stays." })
export class UpdateWebhookInput {
  @Field(() => ID, { description: "The webhook's id." })
  id!: string;

  @Field(() => String, { nullable: true, description: "What it is for." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Where events are posted to." })
  url?: string | null;

  @Field(() => [String], { nullable: true, description: "What it is told of: the whole list." })
  events?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Yes pauses it; no lets it go on, also after the desk has given it up.",
  })
  isPaused?: boolean | null;
}

@ObjectType("UpdateWebhookPayload", { description: "What updateWebhook did." })
export class UpdateWebhookPayload {
  @Field(() => WebhookType, { nullable: true, description: "The webhook as it is now." })
  webhook?: WebhookType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("RotateWebhookSecretInput", { description: "Which webhook gets another secret." })
export class RotateWebhookSecretInput {
  @Field(() => ID, { description: "The webhook's id." })
  id!: string;
}

@ObjectType("RotateWebhookSecretPayload", { description: "What rotateWebhookSecret did." })
export class RotateWebhookSecretPayload {
  @Field(() => WebhookType, { nullable: true, description: "The webhook." })
  webhook?: WebhookType | null;

  @Field(() => String, { nullable: true, description: "The new secret. This is the only time that it is shown." })
  secret?: string | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("DeleteWebhookInput", { description: "Which webhook to remove." })
export class DeleteWebhookInput {
  @Field(() => ID, { description: "The webhook's id." })
  id!: string;
}

@ObjectType("DeleteWebhookPayload", { description: "What deleteWebhook did." })
export class DeleteWebhookPayload {
  @Field(() => ID, { nullable: true, description: "The id that is gone." })
  deletedId?: string | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("SendTestWebhookInput", { description: "Which webhook gets a test." })
export class SendTestWebhookInput {
  @Field(() => ID, { description: "The webhook's id." })
  id!: string;
}

@ObjectType("SendTestWebhookPayload", { description: "What sendTestWebhook did." })
export class SendTestWebhookPayload {
  @Field(() => WebhookType, { nullable: true, description: "The webhook; the test is in `webhookDeliveries`." })
  webhook?: WebhookType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it is on its way." })
  userErrors!: UserErrorType[];
}

@InputType("SendWebhookDeliveryAgainInput", { description: "What to send again." })
export class SendWebhookDeliveryAgainInput {
  @Field(() => ID, { description: "The delivery's id." })
  id!: string;
}

@ObjectType("SendWebhookDeliveryAgainPayload", { description: "What sendWebhookDeliveryAgain did." })
export class SendWebhookDeliveryAgainPayload {
  @Field(() => WebhookDeliveryType, { nullable: true, description: "The delivery, waiting once more." })
  delivery?: WebhookDeliveryType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it is on its way." })
  userErrors!: UserErrorType[];
}

import type { Permission } from "@/server/permissions";

/** Everything that a webhook can be told of. */
export const WEBHOOK_EVENTS = [
  "customer.created",
  "customer.updated",
  "customer.deleted",
  "customer.restored",
  "customer.merged",
  "customer.unmerged",
  "ticket.created",
  "ticket.updated",
  "comment.created",
] as const;

export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** Sent to one webhook alone, when somebody asks for it. */
export const TEST_EVENT = "webhook.test";

/** What a program needs to read the same over GraphQL: nobody may have more sent to them than they could read. */
export const permissionFor = (type: WebhookEventType): Permission =>
  type.startsWith("customer.") ? "customer.view" : "ticket.view";

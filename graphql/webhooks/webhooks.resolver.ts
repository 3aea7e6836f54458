import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { idAfter } from "@/graphql/tickets/id-cursor";
import { findDelivery, findWebhook, listDeliveries, listWebhooks } from "@/server/webhooks/list-webhooks";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "@/server/webhooks/save-webhook";
import { sendDeliveryAgain, sendTestWebhook } from "@/server/webhooks/send-webhook";
import {
  CreateWebhookInput,
  CreateWebhookPayload,
  DeleteWebhookInput,
  DeleteWebhookPayload,
  RotateWebhookSecretInput,
  RotateWebhookSecretPayload,
  SendTestWebhookInput,
  SendTestWebhookPayload,
  SendWebhookDeliveryAgainInput,
  SendWebhookDeliveryAgainPayload,
  UpdateWebhookInput,
  UpdateWebhookPayload,
  WebhookDeliveryConnection,
  WebhookType,
} from "./webhooks.types";

const INPUT = { description: "What it is about." };

/** Whom the desk tells of changes. */
@Resolver()
export class WebhooksResolver {
  @Query(() => [WebhookType], { description: "All webhooks, at most 20, by name. Needs settings.manage." })
  webhooks(@Ctx() { ctx }: GraphQLContext) {
    return listWebhooks(ctx);
  }

  @Query(() => WebhookType, { description: "One webhook. Needs settings.manage." })
  webhook(@Arg("id", () => ID, { description: "Its id." }) id: string, @Ctx() { ctx }: GraphQLContext) {
    return findWebhook(ctx, idOf(id));
  }

  @Query(() => WebhookDeliveryConnection, {
    description: "What was sent to a webhook in the last two weeks, newest first. Needs settings.manage.",
  })
  async webhookDeliveries(
    @Arg("webhookId", () => ID, { description: "Which webhook." }) webhookId: string,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 25 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 25, 100), before: idAfter(after) };
    const { rows, hasMore } = await listDeliveries(ctx, { webhookId: idOf(webhookId), ...page });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @Mutation(() => CreateWebhookPayload, {
    description: "Makes a webhook, which is told from now on. Needs settings.manage.",
  })
  createWebhook(
    @Arg("input", () => CreateWebhookInput, INPUT) input: CreateWebhookInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const { id, secret } = await createWebhook(ctx, input);
      return { webhook: await findWebhook(ctx, id), secret };
    });
  }

  @Mutation(() => UpdateWebhookPayload, {
    description: "Changes a webhook, pauses it or lets it go on. Needs settings.manage.",
  })
  updateWebhook(
    @Arg("input", () => UpdateWebhookInput, INPUT) input: UpdateWebhookInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const id = idOf(input.id);
      await updateWebhook(ctx, {
        id,
        name: input.name ?? undefined,
        url: input.url ?? undefined,
        events: input.events ?? undefined,
        isPaused: input.isPaused ?? undefined,
      });
      return { webhook: await findWebhook(ctx, id) };
    });
  }

  @Mutation(() => RotateWebhookSecretPayload, {
    description: "Makes another secret. For a day requests are signed with the former one too. Needs settings.manage.",
  })
  rotateWebhookSecret(
    @Arg("input", () => RotateWebhookSecretInput, INPUT) input: RotateWebhookSecretInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const id = idOf(input.id);
      const { secret } = await rotateWebhookSecret(ctx, { id });
      return { webhook: await findWebhook(ctx, id), secret };
    });
  }

  @Mutation(() => DeleteWebhookPayload, {
    description: "Removes a webhook with its log. What waits for it is not sent. Needs settings.manage.",
  })
  deleteWebhook(
    @Arg("input", () => DeleteWebhookInput, INPUT) { id }: DeleteWebhookInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await deleteWebhook(ctx, { id: idOf(id) });
      return { deletedId: id };
    });
  }

  @Mutation(() => SendTestWebhookPayload, {
    description: "Sends an event of the type `webhook.test` to one webhook. Needs settings.manage.",
  })
  sendTestWebhook(
    @Arg("input", () => SendTestWebhookInput, INPUT) input: SendTestWebhookInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const id = idOf(input.id);
      await sendTestWebhook(ctx, { id });
      return { webhook: await findWebhook(ctx, id) };
    });
  }

  @Mutation(() => SendWebhookDeliveryAgainPayload, {
    description: "Sends an event again, with the same id, delivered or not. Needs settings.manage.",
  })
  sendWebhookDeliveryAgain(
    @Arg("input", () => SendWebhookDeliveryAgainInput, INPUT) input: SendWebhookDeliveryAgainInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const id = idOf(input.id);
      await sendDeliveryAgain(ctx, { id });
      return { delivery: await findDelivery(ctx, id) };
    });
  }
}

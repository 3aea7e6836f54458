import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import type { Ctx } from "@/server/ctx";
import type { Database } from "@/server/db";
import { type DeliveryRow, listDeliveries } from "@/server/webhooks/list-webhooks";
import { createWebhook } from "@/server/webhooks/save-webhook";
import { sendDueDeliveries } from "@/server/webhooks/send-deliveries";
import { WEBHOOK_EVENTS } from "@/server/webhooks/webhook-event-types";
import { type TestCtx, testCtx } from "./test-ctx";

/** A request that a receiver got, its signature not yet looked at. */
export interface ReceivedWebhook {
  id: string;
  body: string;
  headers: Record<string, string>;
}

/** Answers a request; with 204 when it does nothing. */
type Answering = (response: ServerResponse, request: IncomingMessage) => void;

/** What somebody else has running at the other end of a webhook. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** The next requests meet these, one each. */
  answerNext(...answers: Answering[]): void;
  close(): Promise<void>;
}

export const withStatus =
  (status: number, body = "", headers: Record<string, string> = {}): Answering =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const answers: Answering[] = [];
  const server = createServer(async (request, response) => {
    const headers = request.headers as Record<string, string>; // None of ours comes twice.
    received.push({ id: headers["webhook-id"] ?? "", body: await text(request), headers });
    (answers.shift() ?? withStatus(204))(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answerNext: (...next) => {
      answers.push(...next);
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What it says, if the secret signed it, as the library of Standard Webhooks has it. */
// biome-ignore lint/suspicious/noExplicitAny: a test that reads a field that is not there fails by itself
export function verified({ body, headers }: ReceivedWebhook, secret: string): any {
  return new Webhook(secret).verify(body, headers);
}

/** A desk that may send to this machine, at the present: the verifier knows no clock but the machine's. */
export const ctxWithReceiver = (database: Database): TestCtx =>
  testCtx(database, { now: new Date(), settings: { allowsLoopbackWebhooks: true } });

export const aWebhookTo = (ctx: Ctx, { url }: WebhookReceiver, events: readonly string[] = WEBHOOK_EVENTS) =>
  createWebhook(ctx, { name: "Shop", url, events });

/** Sends whatever is due. */
export async function sendWebhooks(ctx: Ctx): Promise<void> {
  while (await sendDueDeliveries(ctx));
}

export const logOfWebhook = async (ctx: Ctx, webhookId: number): Promise<DeliveryRow[]> =>
  (await listDeliveries(ctx, { webhookId, first: 50 })).rows;

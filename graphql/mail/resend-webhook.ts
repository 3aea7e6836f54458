import { readBody } from "@/graphql/read-body";
import type { Ctx } from "@/server/ctx";
import { NotSigned, receiveResendEvent } from "@/server/mail/resend-events";

/** Events about a mail are a few hundred bytes long. */
const MAX_BYTES = 256 * 1024;

const STATUS = { "too large": 413, "too slow": 408, "broken off": 400 } as const;

/** POST /api/webhooks/resend. Answers 2xx only when the event is committed: Resend sends what it got no such answer to again. */
export async function answerResendWebhook(ctx: Ctx, request: Request): Promise<Response> {
  const body = await readBody(request, MAX_BYTES);
  if (typeof body === "string") return says(STATUS[body], `The event is ${body}.`);
  const header = (name: string) => request.headers.get(name) ?? "";
  try {
    await receiveResendEvent(ctx, {
      text: Buffer.from(body).toString("utf8"),
      id: header("svix-id"),
      timestamp: header("svix-timestamp"),
      signature: header("svix-signature"),
    });
    return new Response(null, { status: 204 });
  } catch (error) {
    if (error instanceof NotSigned) return says(401, error.message);
    ctx.log.error({ err: error }, "an event of Resend was not taken");
    return says(500, `Something went wrong on our side. Quote ${ctx.requestId} to support.`);
  }
}

const says = (status: number, message: string): Response =>
  new Response(JSON.stringify({ message }), { status, headers: { "content-type": "application/json" } });

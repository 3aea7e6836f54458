import { createHash, timingSafeEqual } from "node:crypto";
import type { GraphQLAnswer, GraphQLRequest } from "@/graphql/http";
import type { Ctx } from "@/server/ctx";
import { UserError } from "@/server/errors";
import { MAX_MAIL_BYTES } from "@/server/mail/incoming/raw-mail";
import { receiveMail } from "@/server/mail/incoming/receive-mail";

const STATUS = { "too large": 413, "too slow": 408, "broken off": 400 } as const;

/**
 * POST /api/inbound-mail: a raw mail (RFC 5322) as the body, INBOUND_MAIL_TOKEN as the bearer. Answers 2xx only when the mail is
 * committed: whoever gets no such answer sends it again, and the same mail again is no second one.
 */
export async function answerInboundMail(
  ctx: Ctx,
  request: Pick<GraphQLRequest, "header" | "readBody">,
): Promise<GraphQLAnswer> {
  if (!isTrusted(ctx, request.header("authorization") ?? "")) {
    return says(401, { message: "Send the INBOUND_MAIL_TOKEN of this desk as a bearer token." });
  }
  const body = await request.readBody(MAX_MAIL_BYTES);
  if (typeof body === "string") return says(STATUS[body], { message: `The mail is ${body}.` });
  try {
    const mail = await receiveMail({ ...ctx, actor: { kind: "system", name: "Mail" } }, Buffer.from(body));
    return says(202, { id: String(mail.id), isKnown: mail.isKnown });
  } catch (error) {
    if (error instanceof UserError) return says(400, { message: error.message });
    ctx.log.error({ err: error }, "a mail was not taken");
    return says(503, {
      message: `Something went wrong on our side: send it again. Quote ${ctx.requestId} to support.`,
    });
  }
}

/** Compared by their hashes: of one length, and in a time that tells nothing. */
function isTrusted({ config }: Ctx, header: string): boolean {
  const [, given] = /^Bearer (\S+)$/i.exec(header) ?? [];
  if (!given || config.mail.inboundToken === null) return false;
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(config.mail.inboundToken));
}

const says = (status: number, content: object): GraphQLAnswer => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(content),
});

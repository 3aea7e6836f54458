import { randomBytes } from "node:crypto";
import { Webhook as Signer } from "standardwebhooks";
import type { Ctx } from "@/server/ctx";
import { seal, unseal } from "@/server/mail/sealed-text";

/** Between 24 and 64 bytes, https://www.standardwebhooks.com. */
const SECRET_BYTES = 32;

export const newWebhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

/** A secret is far shorter than one part. */
export const sealSecret = ({ config }: Ctx, secret: string): string => seal(config, secret)[0] ?? "";

export interface SealedSecrets {
  secret: string;
  formerSecret: string | null;
  formerUntil: Date | null;
}

export interface Signed {
  id: string;
  at: Date;
  payload: string;
}

/**
 * The three headers by which a receiver knows that it is us. While a former secret is still good, it signs too.
 * @throws Unreadable when the secret was sealed with another AUTH_SECRET
 */
export async function signatureHeaders(
  ctx: Ctx,
  { secret, formerSecret, formerUntil }: SealedSecrets,
  { id, at, payload }: Signed,
): Promise<Record<string, string>> {
  const isFormerGood = formerSecret !== null && formerUntil !== null && formerUntil > ctx.now();
  const signatures: string[] = [];
  for (const sealed of isFormerGood ? [secret, formerSecret] : [secret])
    signatures.push(new Signer(await unseal(ctx.config, [sealed])).sign(id, at, payload));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}

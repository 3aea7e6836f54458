import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { isOwnAddress } from "../reply-address";
import type { MailAddress, ReadMail } from "./read-mail";

export type Sender = MailAddress & { key: string };

/**
 * Whom it is from: From. Reply-To only where From is no address, or the desk's own, as with a form or a group in front of it: else
 * whoever writes a mail could have the answers, and the ticket, go to somebody else.
 */
export function senderOf({ config }: Pick<Ctx, "config">, { from, replyTo }: ReadMail): Sender | undefined {
  for (const one of [from, replyTo]) {
    const parsed = one ? parseEmail(one.address) : undefined;
    if (!one || !parsed?.ok) continue;
    if (one === from && replyTo && isOwnAddress(config, parsed.value) && parseEmail(replyTo.address).ok) continue;
    return { name: one.name, address: parsed.value, key: parsed.key };
  }
  return undefined;
}

import type { Config } from "@/server/config";
import { parseEmail } from "@/server/customers/identity/email-key";
import { isSignatureOf, signText } from "./sign-text";

/** Which ticket an answer is about; `agentId` when the mail that is answered was a notice to that agent. */
export interface Thread {
  ticketId: number;
  agentId: number | null;
}

type Desk = Pick<Config, "authSecret" | "mail">;

const PURPOSE = "reply address";
/** 65 bits: at a thousand guesses a second, one is right in half a billion years. */
const SIGNATURE_LENGTH = 13;
const TOKEN = new RegExp(`\\+(t([1-9]\\d{0,9})(?:a([1-9]\\d{0,9}))?)\\.([a-z2-7]{${SIGNATURE_LENGTH}})$`, "i");

/** RFC 5321, 4.5.3.1.1. */
const MAX_LOCAL_BYTES = 64;
const LONGEST_TOKEN = `+t2147483647a2147483647.${"x".repeat(SIGNATURE_LENGTH)}`;

/** How long the part of the support address before the @ may be, in octets, for every token to fit behind it. */
export const MAX_SUPPORT_LOCAL_BYTES = MAX_LOCAL_BYTES - LONGEST_TOKEN.length;

/**
 * Where answers about a ticket go: `help+t12.<signature>@example.com`. Null without SUPPORT_ADDRESS. Phones drop References and some
 * providers replace the Message-ID, but every program answers to the Reply-To.
 */
export function replyAddress(config: Desk, { ticketId, agentId }: Thread): string | null {
  const { supportAddress } = config.mail;
  if (supportAddress === null) return null;
  const at = supportAddress.lastIndexOf("@");
  const named = agentId === null ? `t${ticketId}` : `t${ticketId}a${agentId}`;
  const token = `${named}.${signText(config, PURPOSE, named, SIGNATURE_LENGTH)}`;
  return `${supportAddress.slice(0, at)}+${token}${supportAddress.slice(at)}`;
}

/**
 * The ticket whose reply address this is, whatever stands before the token: the support address may have changed since, and relays
 * put things before it. Undefined for every other address, a forged one included.
 */
export function ticketOfToken(config: Desk, address: string): Thread | undefined {
  const local = address.trim().slice(0, address.trim().lastIndexOf("@"));
  const [, named, ticketId, agentId, signature] = TOKEN.exec(local) ?? [];
  if (named === undefined || signature === undefined) return undefined;
  if (!isSignatureOf(config, PURPOSE, named.toLowerCase(), signature)) return undefined;
  return { ticketId: Number(ticketId), agentId: agentId === undefined ? null : Number(agentId) };
}

/** Whether a mail from there is from this desk itself, with a token or without: answering it would go round and round. */
export function isOwnAddress(
  { mail }: { mail: Pick<Config["mail"], "from" | "supportAddress"> },
  address: string,
): boolean {
  const at = address.lastIndexOf("@");
  const plain = compared(`${address.slice(0, at).replace(TOKEN, "")}${address.slice(at)}`);
  return [mail.from.address, mail.supportAddress].some((own) => own !== null && compared(own) === plain);
}

function compared(address: string): string {
  const parsed = parseEmail(address);
  return parsed.ok ? parsed.key : address.trim().toLowerCase();
}

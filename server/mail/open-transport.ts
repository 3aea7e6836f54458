import type { Config } from "@/server/config";
import { mailboxTransport } from "./mailbox-transport";
import { resendTransport } from "./resend-transport";
import { smtpTransport } from "./smtp-transport";
import type { Transport } from "./transport";

/** The way of sending that is configured. */
export function openTransport({ mail }: Pick<Config, "mail">): Transport {
  const { transport, timeoutMs } = mail;
  if (transport.kind === "resend") return resendTransport({ ...transport, timeoutMs });
  if (transport.kind === "smtp") return smtpTransport({ ...transport, timeoutMs });
  return mailboxTransport();
}

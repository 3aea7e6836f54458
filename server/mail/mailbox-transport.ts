import { MailStatus } from "./mail.entity";
import type { Transport } from "./transport";

/** The built-in mailbox: what would be sent is kept for a developer to read, and called kept, not sent. */
export function mailboxTransport(): Transport {
  return {
    kind: "mailbox",
    batchSize: 100,
    requestsPer: "batch",
    send: async (batch) => ({
      kind: "done",
      mails: batch.mailIds.map((mailId) => ({ mailId, status: MailStatus.KEPT })),
    }),
    close: async () => undefined,
  };
}

import type { MailEnd } from "./end-mails";
import type { MailPriority } from "./mail.entity";

/** One mail as it is sent, in the shape of Resend's API. */
export interface OutgoingMail {
  from: string;
  to: string[];
  reply_to?: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

/** A batch that this process holds, ready to be sent. */
export interface HeldBatch {
  /** The idempotency key. */
  id: string;
  holder: string;
  priority: MailPriority;
  /** This try included. */
  attempts: number;
  /** When it was first tried, before this try; null when what became of a try was always known. */
  triedSince: Date | null;
  createdAt: Date;
  /** The members, in the order of the body. */
  mailIds: number[];
  /** JSON of OutgoingMail[], byte for byte the same at every try. */
  body: string;
}

/** How a try of a batch ended. */
export type BatchOutcome =
  | { kind: "done"; mails: MailEnd[] }
  /** Worth another try. `isUnsent`: surely nothing of it was taken. `pauseMs`: nobody should ask before that. */
  | { kind: "retry"; reason: string; isUnsent?: boolean; pauseMs?: number }
  /** Will never be taken as it is. `isUnknown`: whether it was taken before cannot be found out. */
  | { kind: "refused"; reason: string; isUnknown?: boolean };

/** A way of sending. */
export interface Transport {
  readonly kind: "resend" | "smtp" | "mailbox";
  /** How many mails one batch takes. */
  readonly batchSize: number;
  /** One request for the batch, or one for each mail: what the rate counts. */
  readonly requestsPer: "batch" | "mail";
  /** Tries once. `report` commits what is known while the rest goes on. Throws only for an error of ours. */
  send(batch: HeldBatch, report: (mails: MailEnd[]) => Promise<void>): Promise<BatchOutcome>;
  close(): Promise<void>;
}

import { Resend } from "resend";
import type { MailEnd } from "./end-mails";
import { MailStatus } from "./mail.entity";
import type { BatchOutcome, HeldBatch, Transport } from "./transport";

interface Options {
  apiKey: string;
  baseUrl: string;
  timeoutMs: number;
}

/** What Resend answers to a batch; with permissive validation, `data` has those that were taken, in order. */
interface BatchAnswer {
  data?: { id?: string }[];
  errors?: { index: number; message: string }[];
}

interface Refusal {
  name?: string;
  message?: string;
  statusCode?: number | null;
}

/** Sends batches of 100 over Resend. Each try is the same request with the same key, so that no try sends a mail again. */
export function resendTransport({ apiKey, baseUrl, timeoutMs }: Options): Transport {
  const client = new Resend(apiKey, { baseUrl });
  return {
    kind: "resend",
    batchSize: 100,
    requestsPer: "batch",
    async send(batch) {
      // The client sends its `body` option as it stands, so the frozen bytes themselves are what goes out. It has no timeout of
      // its own, and never throws: whatever goes wrong comes back as `error`.
      const { data, error, headers } = await client.post<BatchAnswer>("/emails/batch", undefined, {
        body: batch.body,
        idempotencyKey: batch.id,
        headers: { "x-batch-validation": "permissive" },
        signal: AbortSignal.timeout(timeoutMs),
      } as Parameters<typeof client.post>[2]);
      return error ? refusal(error as Refusal, headers) : answered(batch, data ?? {});
    },
    close: async () => undefined,
  };
}

function answered(batch: HeldBatch, { data = [], errors = [] }: BatchAnswer): BatchOutcome {
  const refused = new Map(errors.map((error) => [error.index, error.message]));
  const taken = data.map((mail) => mail.id);
  if (taken.length + refused.size !== batch.mailIds.length) {
    return { kind: "refused", isUnknown: true, reason: "Resend's answer does not tell what became of each mail" };
  }
  const mails = batch.mailIds.map((mailId, index): MailEnd => {
    const reason = refused.get(index);
    if (reason !== undefined) return { mailId, status: MailStatus.FAILED, reason: `Resend refused it: ${reason}` };
    return { mailId, status: MailStatus.SENT, providerId: taken.shift() };
  });
  return { kind: "done", mails };
}

/** Requests that Resend answers so were understood and not carried out. */
const UNSENT = new Set([400, 401, 403, 404, 405, 413, 415, 422]);

function refusal(
  { name = "", message = "", statusCode }: Refusal,
  headers: Record<string, string> | null,
): BatchOutcome {
  const reason = `Resend answered ${statusCode ?? "nothing"}${message ? `: ${message}` : ""}`;
  if (statusCode === 429) {
    return { kind: "retry", reason, isUnsent: true, pauseMs: retryAfter(headers?.["retry-after"]) };
  }
  if (statusCode === 409 && name !== "concurrent_idempotent_requests") {
    return { kind: "refused", isUnknown: true, reason };
  }
  if (statusCode && UNSENT.has(statusCode)) return { kind: "refused", reason };
  // 5xx, no answer in time, a connection that broke, our own try still under way there: the key tells on the next try.
  return { kind: "retry", reason };
}

const DEFAULT_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 3_600_000;

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | undefined): number {
  if (!header) return DEFAULT_PAUSE_MS;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), MAX_PAUSE_MS) : DEFAULT_PAUSE_MS;
}

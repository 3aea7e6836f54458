import { z } from "zod";
import type { Config } from "@/server/config";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import type { JobHandler } from "@/server/jobs/run-job";

/** Stores a raw message that came; when it resolves the message is committed. The same message again changes nothing. */
type TakeMail = (ctx: Ctx, raw: Buffer) => Promise<void>;

const FETCH = "mail.fetchReceived";
const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 3_600_000;
/** With pauses of up to an hour three days go by: longer than any outage that nobody noticed. */
const MAX_TRIES = 80;
/** Resend takes mails of up to 40 MB. */
const MAX_BYTES = 64 * 1024 * 1024;
/** For the whole of a mail that long, on a slow line. */
const DOWNLOAD_MS = 120_000;

interface Wanted {
  emailId: string;
  /** Tries before this one. */
  tries: number;
}

/** Has a mail fetched that Resend has received: its event carries no text. In the transaction that notes the event. */
export async function enqueueFetch(tx: Ctx, emailId: string): Promise<void> {
  await enqueueJob(tx, { kind: FETCH, payload: { emailId, tries: 0 } satisfies Wanted });
}

const answer = z.object({ raw: z.object({ download_url: z.url() }) });

/** The raw mail as it came to Resend. */
async function rawMailOf({ mail }: Config, emailId: string): Promise<Buffer> {
  if (mail.transport.kind !== "resend") throw new Error("RESEND_API_KEY is not set.");
  const { baseUrl, apiKey } = mail.transport;
  const response = await fetch(`${baseUrl}/emails/receiving/${encodeURIComponent(emailId)}`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(mail.timeoutMs),
  });
  if (!response.ok) throw new Error(`Resend answered ${response.status} for the mail ${emailId}.`);
  const told = answer.safeParse(await response.json());
  if (!told.success) throw new Error(`Resend does not tell where the mail ${emailId} is.`);
  // A signed address of their storage: the key is not for it.
  const file = await fetch(told.data.raw.download_url, { signal: AbortSignal.timeout(DOWNLOAD_MS) });
  if (!file.ok || !file.body) throw new Error(`Resend's storage answered ${file.status} for the mail ${emailId}.`);
  return whole(file.body, emailId);
}

async function whole(body: ReadableStream<Uint8Array>, emailId: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > MAX_BYTES) throw new Error(`The mail ${emailId} is longer than ${MAX_BYTES} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The jobs of this file, for the worker. What cannot be fetched is tried again by itself for days; a job alone would give up in a minute. */
export const fetchJobs = (take: TakeMail): [string, JobHandler][] => [
  [
    FETCH,
    async (ctx, job) => {
      const { emailId, tries } = job.payload as Wanted; // enqueueFetch wrote it.
      let raw: Buffer;
      try {
        raw = await rawMailOf(ctx.config, emailId);
      } catch (error) {
        if (tries + 1 >= MAX_TRIES) throw error;
        const waitMs = Math.min(FIRST_WAIT_MS * 2 ** tries, MAX_WAIT_MS);
        ctx.log.warn({ err: error, emailId, waitMs }, "a received mail could not be fetched, trying again later");
        const runAt = new Date(ctx.now().getTime() + waitMs);
        await inTransaction(ctx, (tx) =>
          enqueueJob(tx, { kind: FETCH, payload: { emailId, tries: tries + 1 } satisfies Wanted, runAt }),
        );
        return;
      }
      await take(ctx, raw);
    },
  ],
];

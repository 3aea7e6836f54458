"use client";

import { retryMails } from "../../customers/mail-actions";
import { MailButton } from "../../customers/mail-button";

/** Sends the failed mails of a mass action again. */
export function RetryFailed({ jobId }: { jobId: string }) {
  return <MailButton act={() => retryMails({ jobId })}>Retry failed mails</MailButton>;
}

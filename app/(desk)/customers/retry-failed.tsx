"use client";

import { retryMails } from "./mail-actions";
import { MailButton } from "./mail-button";

/** Sends the failed mails of a mass action or an import again. */
export function RetryFailed({ which }: { which: { jobId: string } | { importId: string } }) {
  return <MailButton act={() => retryMails(which)}>Retry failed mails</MailButton>;
}

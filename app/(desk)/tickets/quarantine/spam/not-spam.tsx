"use client";

import { MailButton } from "@/app/(desk)/customers/mail-button";
import { markMailAsNoSpam } from "../actions";

/** Takes back that a mail is spam. */
export function NotSpam({ id, name }: { id: string; name: string }) {
  return (
    <MailButton size="xs" aria-label={`${name} is not spam`} act={() => markMailAsNoSpam(id)}>
      Not spam
    </MailButton>
  );
}

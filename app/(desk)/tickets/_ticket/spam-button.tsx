"use client";

import { MailButton } from "@/app/(desk)/customers/mail-button";
import { setSpam } from "../spam-actions";

interface SpamButtonProps {
  ticketId: string;
  isSpam: boolean;
}

/** Blocks the sender and closes the ticket, or takes that back. It needs no question before it: the same button undoes it. */
export function SpamButton({ ticketId, isSpam }: SpamButtonProps) {
  return (
    <MailButton size="compact-sm" act={() => setSpam(ticketId, isSpam ? "no spam" : "spam")}>
      {isSpam ? "Not spam" : "This is spam"}
    </MailButton>
  );
}

"use client";

import { Anchor, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { MailButton } from "@/app/(desk)/customers/mail-button";
import { dismissMail, makeTicketOfMail, markMailAsSpam, processMailAgain } from "./actions";
import { MailHead, nameOf, type WaitingMailRow } from "./mail-head";
import classes from "./quarantine.module.css";

interface WaitingMailProps {
  mail: WaitingMailRow;
  canCreate: boolean;
  canEdit: boolean;
  canBlock: boolean;
}

/** Blocking who sent it needs a sender, and nobody blocks a colleague. */
const CAN_BE_SPAM: ReadonlySet<WaitingMailRow["reason"]> = new Set(["AUTOMATIC", "BLOCKED", "UNREADABLE"]);

/** One mail that waits, and what can be done about it. */
export function WaitingMail({ mail, canCreate, canEdit, canBlock }: WaitingMailProps) {
  const { id, reason, originalUrl } = mail;
  const [email, setEmail] = useState("");
  const name = nameOf(mail);
  const needsSender = reason === "NO_SENDER";
  return (
    <li className={classes.mail}>
      <MailHead mail={mail} />
      <Group gap="xs" mt="xs" align={needsSender ? "flex-end" : "center"}>
        {canCreate && reason !== "UNREADABLE" && (
          <>
            {needsSender && (
              <TextInput
                label="Whom it is from"
                placeholder="ann@example.com"
                type="email"
                size="xs"
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
            )}
            <MailButton size="xs" aria-label={`Make a ticket of ${name}`} act={() => makeTicketOfMail(id, email)}>
              Make a ticket
            </MailButton>
          </>
        )}
        {canEdit && (
          <>
            <MailButton size="xs" aria-label={`Process ${name} again`} act={() => processMailAgain(id)}>
              Process again
            </MailButton>
            <MailButton size="xs" aria-label={`Dismiss ${name}`} act={() => dismissMail(id)}>
              Dismiss
            </MailButton>
          </>
        )}
        {canEdit && canBlock && CAN_BE_SPAM.has(reason) && (
          <MailButton size="xs" aria-label={`${name} is spam`} act={() => markMailAsSpam(id)}>
            This is spam
          </MailButton>
        )}
        <Anchor href={originalUrl} download size="sm" lh="1.875rem" aria-label={`Download the original of ${name}`}>
          Download original
        </Anchor>
      </Group>
    </li>
  );
}

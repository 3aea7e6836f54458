"use client";

import { Anchor, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { Moment } from "@/app/_ui/moment";
import { MailButton } from "@/app/(desk)/customers/mail-button";
import type { QuarantineQuery } from "@/graphql/client/graphql";
import { dismissMail, makeTicketOfMail, processMailAgain } from "./actions";
import classes from "./quarantine.module.css";

export type WaitingMailRow = QuarantineQuery["quarantinedMails"]["nodes"][number];

const REASONS: Record<WaitingMailRow["reason"], string> = {
  AGENT: "From an agent, and no answer to a notice of theirs",
  AUTOMATIC: "Automatic, and no answer to a ticket",
  BLOCKED: "From a blocked customer",
  NO_SENDER: "Names no sender",
  UNREADABLE: "Cannot be read",
};

interface WaitingMailProps {
  mail: WaitingMailRow;
  canCreate: boolean;
  canEdit: boolean;
}

/** One mail that waits, and what can be done about it. */
export function WaitingMail({ mail, canCreate, canEdit }: WaitingMailProps) {
  const { id, reason, cameBy, subject, fromLine, receivedAt, originalUrl } = mail;
  const [email, setEmail] = useState("");
  const name = subject || "(no subject)";
  const needsSender = reason === "NO_SENDER";
  return (
    <li className={classes.mail}>
      <div className={classes.head}>
        <strong className={classes.subject}>
          <bdi>{name}</bdi>
        </strong>
        <span className={classes.when}>
          <Moment at={receivedAt} ago />
        </span>
      </div>
      <div className={classes.about}>
        <bdi>{fromLine || "No sender"}</bdi> · {REASONS[reason]}
        {cameBy === "FORM" && " · by the request form"}
      </div>
      <Group gap="xs" mt="xs" align="flex-end">
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
        <Anchor href={originalUrl} download size="sm" aria-label={`Download the original of ${name}`}>
          Download original
        </Anchor>
      </Group>
    </li>
  );
}

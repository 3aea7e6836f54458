"use client";

import { Alert, Badge, Button, Group, Text } from "@mantine/core";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { Panel } from "@/app/_ui/panel";
import { useOlder } from "@/app/_ui/use-older";
import type { AccountQuery, MailOfCustomerFragment } from "@/graphql/client/graphql";
import { olderMails, retryMails, sendInvitation, tryAddressAgain } from "../mail-actions";
import { MailButton } from "../mail-button";
import { MAIL_STATUS, mailTitle } from "../mail-words";
import classes from "./customer-mails.module.css";

interface CustomerMailsProps {
  customer: NonNullable<AccountQuery["customer"]>;
  canEdit: boolean;
  /** The built-in mailbox, where a mail that was kept can be read. */
  canReadMailbox: boolean;
}

/** What was mailed to the customer, and what became of it. */
export function CustomerMails({ customer, canEdit, canReadMailbox }: CustomerMailsProps) {
  const { id, email, emailBounced, deletedAt, isBlocked, isActive } = customer;
  const mails = customer.mails?.nodes ?? [];
  const { hasNextPage = false, endCursor = null } = customer.mails?.pageInfo ?? {};
  const { items, hasMore, isLoading, showOlder } = useOlder(hasNextPage ? endCursor : null, (cursor) =>
    olderMails(id, cursor),
  );
  const canInvite = canEdit && email !== null && !emailBounced && !deletedAt && !isBlocked;
  return (
    <Panel title="Mails">
      {emailBounced && (
        <Alert color="red" title="Nothing is mailed to this address: it bounced" role="presentation" mb="sm">
          <Text size="sm" mb="xs">
            {emailBounced}
          </Text>
          {canEdit && (
            <MailButton act={() => tryAddressAgain(id)} size="xs">
              Try this address again
            </MailButton>
          )}
        </Alert>
      )}
      {canInvite && (
        <Group gap="xs" mb={mails.length > 0 ? "sm" : 0} mt={0}>
          <MailButton act={() => sendInvitation(id)} size="xs">
            Send invitation
          </MailButton>
          <Text size="sm" c="dimmed">
            {isActive
              ? "A link to set a password, for who has none yet."
              : "They confirm their address and set a password by its link."}
          </Text>
        </Group>
      )}
      {mails.length === 0 && !canInvite && <Text c="dimmed">Nothing was mailed to them yet.</Text>}
      <ul className={classes.mails}>
        {[...mails, ...items].map((mail) => (
          <MailLine key={mail.id} mail={mail} canRetry={canEdit} canRead={canReadMailbox} />
        ))}
      </ul>
      {hasMore && (
        <Button variant="default" size="xs" mt="sm" loading={isLoading} onClick={showOlder}>
          Show older mails
        </Button>
      )}
    </Panel>
  );
}

interface MailLineProps {
  mail: MailOfCustomerFragment;
  canRetry: boolean;
  canRead: boolean;
}

function MailLine({ mail, canRetry, canRead }: MailLineProps) {
  const { id, status, reason, address, createdAt } = mail;
  const { label, color } = MAIL_STATUS[status];
  const title = mailTitle(mail);
  // What is being sent has a reason when a try went wrong.
  const isWaiting = status === "SENDING" && reason !== null;
  return (
    <li className={classes.mail} tabIndex={-1} data-older={id}>
      <Badge color={color} className={classes.status}>
        {label}
      </Badge>
      <span className={classes.what}>
        {status === "KEPT" && canRead ? (
          <TextLink href={`/settings/mailbox/${id}`}>
            <bdi>{title}</bdi>
          </TextLink>
        ) : (
          <bdi>{title}</bdi>
        )}
        {(reason || address) && (
          <span className={classes.reason}>
            {address && <bdi>{address}</bdi>}
            {address && reason && " · "}
            {reason}
          </span>
        )}
        {canRetry && (status === "FAILED" || isWaiting) && (
          <MailButton act={() => retryMails({ ids: [id] })} size="compact-sm" mt={4} aria-label={`Try again: ${title}`}>
            Try again
          </MailButton>
        )}
      </span>
      <span className={classes.when}>
        <Moment at={createdAt} ago />
      </span>
    </li>
  );
}

import { Badge, Group, Text } from "@mantine/core";
import { TextLink } from "@/app/_ui/links";
import { PageRefresher } from "@/app/_ui/page-refresher";
import { Panel } from "@/app/_ui/panel";
import { Tally } from "@/app/_ui/tally";
import { graphql } from "@/graphql/client";
import type { MassMailCountsFragment, TroubledMailsFragment } from "@/graphql/client/graphql";
import { CustomerName } from "./customer-name";
import { MAIL_STATUS } from "./mail-words";
import { RetryFailed } from "./retry-failed";

export const MASS_MAILS = graphql(`
  fragment MassMailCounts on MailCounts {
    queued
    sending
    sent
    delivered
    kept
    bounced
    complained
    failed
    skipped
  }
  fragment TroubledMails on MailConnection {
    nodes {
      id
      status
      reason
      address
      customer {
        id
        displayName
        deletedAt
      }
    }
  }
`);

interface MassMailsProps {
  title: string;
  counts: MassMailCountsFragment;
  /** A page of those that failed, that bounced, and others to be looked at. */
  troubled: (TroubledMailsFragment | null | undefined)[];
  /** What they are of; absent for who may not try again what failed. */
  retry?: { jobId: string } | { importId: string };
}

/** What became of the mails of a mass action or an import; what failed can be tried again, and nothing else is. */
export function MassMails({ title, counts, troubled: pages, retry }: MassMailsProps) {
  const troubled = pages.flatMap((page) => page?.nodes ?? []);
  const onTheWay = counts.queued + counts.sending;
  return (
    <Panel title={title}>
      {onTheWay > 0 && <PageRefresher seconds={2} />}
      <Tally
        items={[
          ...(onTheWay > 0 ? [{ label: "On the way", value: onTheWay }] : []),
          ...(counts.kept > 0 ? [{ label: "In the built-in mailbox, sent to nobody", value: counts.kept }] : []),
          { label: "Sent", value: counts.sent, tone: "blue" as const },
          { label: "Delivered", value: counts.delivered, tone: "green" as const },
          { label: "Bounced", value: counts.bounced, tone: "red" as const },
          ...(counts.complained > 0
            ? [{ label: "Called unwanted", value: counts.complained, tone: "orange" as const }]
            : []),
          { label: "Failed", value: counts.failed, tone: "red" as const },
          { label: "Not sent", value: counts.skipped, tone: "orange" as const },
        ]}
      />
      {counts.failed > 0 && retry && (
        <Group gap="xs" mt="md">
          <RetryFailed which={retry} />
          <Text size="sm" c="dimmed">
            Only those that failed, with new links.
          </Text>
        </Group>
      )}
      {troubled.length > 0 && (
        <ul style={{ margin: "1rem 0 0", padding: 0, listStyle: "none" }}>
          {troubled.map(({ id, status, reason, address, customer }) => (
            <li key={id} style={{ overflowWrap: "anywhere", paddingBlock: "0.25rem" }}>
              <Badge color={MAIL_STATUS[status].color} mr="xs">
                {MAIL_STATUS[status].label}
              </Badge>
              {customer && (
                <TextLink href={`/customers/${customer.id}`}>
                  <CustomerName name={customer.displayName} isDeleted={customer.deletedAt !== null} />
                </TextLink>
              )}{" "}
              <bdi>{address}</bdi>
              <Text component="span" c="dimmed" size="sm">
                {" "}
                {reason}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

import { Anchor, Group, Text } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { TextLink } from "@/app/_ui/links";
import { PageHeader } from "@/app/_ui/page-header";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { MailHead, nameOf } from "../mail-head";
import classes from "../quarantine.module.css";
import { NotSpam } from "./not-spam";

export const metadata: Metadata = { title: "Spam" };

const SPAM_MAILS = graphql(`
  query SpamMails($after: String) {
    spamMails(first: 25, after: $after) {
      nodes {
        id
        reason
        cameBy
        subject
        fromLine
        receivedAt
        originalUrl
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface SpamPageProps {
  searchParams: Promise<{ after?: string | string[] }>;
}

/** What agents have called spam in the quarantine, kept in case that they were wrong. */
export default async function SpamPage({ searchParams }: SpamPageProps) {
  await requirePermission("ticket.view");
  const { permissions } = await viewer();
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : null;
  const { nodes, pageInfo } = (await query(SPAM_MAILS, { after: cursor })).spamMails;
  const canTakeBack = permissions.includes("ticket.edit") && permissions.includes("customer.block");
  return (
    <>
      <PageHeader
        trail={[
          { href: "/tickets", label: "Tickets" },
          { href: "/tickets/quarantine", label: "Quarantine" },
        ]}
        title="Spam"
      />
      <Panel title="Mails that are spam" lead="Their senders are blocked. Nothing is thrown away.">
        {nodes.length === 0 && <Text c="dimmed">Nothing has been called spam.</Text>}
        <ul className={classes.mails}>
          {nodes.map((mail) => (
            <li key={mail.id} className={classes.mail}>
              <MailHead mail={mail} />
              <Group gap="sm" mt="xs">
                {canTakeBack && <NotSpam id={mail.id} name={nameOf(mail)} />}
                <Anchor
                  href={mail.originalUrl}
                  download
                  size="sm"
                  aria-label={`Download the original of ${nameOf(mail)}`}
                >
                  Download original
                </Anchor>
              </Group>
            </li>
          ))}
        </ul>
        <nav aria-label="Pages of spam" className={classes.pages}>
          {cursor && <TextLink href="/tickets/quarantine/spam">Newest</TextLink>}
          {pageInfo.hasNextPage && pageInfo.endCursor && (
            <TextLink href={`/tickets/quarantine/spam?after=${encodeURIComponent(pageInfo.endCursor)}`}>Older</TextLink>
          )}
        </nav>
      </Panel>
    </>
  );
}

import { Alert, Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { PageRefresher } from "@/app/_ui/page-refresher";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import type { MailboxQuery } from "@/graphql/client/graphql";
import { SettingsHeader } from "../settings-header";
import { AnswersForm } from "./answers-form";
import classes from "./mailbox.module.css";

export const metadata: Metadata = { title: "Mail" };

const MAILBOX = graphql(`
  query Mailbox($after: String) {
    settings {
      sendsReceipts
      automaticAnswersPerHour
    }
    mailSetup {
      transport
      from
      supportAddress
      imapMailbox {
        name
        readAt
        error
      }
    }
    mailbox(first: 25, after: $after) {
      nodes {
        id
        subject
        address
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface MailboxPageProps {
  searchParams: Promise<{ after?: string | string[] }>;
}

/** How mail is sent, and the built-in mailbox: what would have been sent where nothing is set up. */
export default async function MailboxPage({ searchParams }: MailboxPageProps) {
  await requirePermission("settings.manage");
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : null;
  const { settings, mailSetup, mailbox } = await query(MAILBOX, { after: cursor });
  // The queries answer with an error rather than null.
  if (!mailSetup || !mailbox) return null;
  const isMailbox = mailSetup.transport === "MAILBOX";
  return (
    <>
      <SettingsHeader current="/settings/mailbox" />
      <Stack gap="md">
        <Panel title="Sending">
          <Setup setup={mailSetup} />
        </Panel>
        {mailSetup.imapMailbox && (
          <Panel title="Reading">
            <Reading mailbox={mailSetup.imapMailbox} />
          </Panel>
        )}
        <Panel title="Automatic answers">
          <AnswersForm settings={settings} />
        </Panel>
        {(isMailbox || mailbox.nodes.length > 0) && (
          <Panel title="Built-in mailbox">
            {isMailbox && !cursor && <PageRefresher seconds={3} />}
            <Text mb="sm">
              {isMailbox
                ? "What would have been sent. Nobody else gets these mails; their links work."
                : "What was kept before a way of sending was set up. Nobody got these mails."}
            </Text>
            <Mails mailbox={mailbox} cursor={cursor} />
          </Panel>
        )}
      </Stack>
    </>
  );
}

const WAYS = {
  MAILBOX:
    "Mail is not sent: it stays in the built-in mailbox below. To send it, start the server with RESEND_API_KEY or SMTP_URL.",
  RESEND: "Mail goes out over Resend.",
  SMTP: "Mail goes out over an SMTP server.",
} as const;

function Setup({ setup }: { setup: NonNullable<MailboxQuery["mailSetup"]> }) {
  const { transport, from, supportAddress } = setup;
  return (
    <>
      <Text>{WAYS[transport]}</Text>
      <Text c="dimmed" mt="xs">
        From {from}. Answers go to {supportAddress ?? "nobody: SUPPORT_ADDRESS is not set"}.
      </Text>
    </>
  );
}

type ImapMailbox = NonNullable<NonNullable<MailboxQuery["mailSetup"]>["imapMailbox"]>;

function Reading({ mailbox: { name, readAt, error } }: { mailbox: ImapMailbox }) {
  return (
    <>
      <Text>
        What comes to <bdi>{name}</bdi> becomes tickets.
      </Text>
      {error !== null && (
        <Alert color="red" title="It cannot be read just now, and is tried again" role="presentation" mt="sm">
          {error}
        </Alert>
      )}
      <Text c="dimmed" mt="xs">
        {readAt === null ? (
          "The mail server has not answered yet."
        ) : (
          <>
            The mail server was last heard <Moment at={readAt} ago />.
          </>
        )}
      </Text>
    </>
  );
}

function Mails({ mailbox, cursor }: { mailbox: NonNullable<MailboxQuery["mailbox"]>; cursor: string | null }) {
  const { nodes, pageInfo } = mailbox;
  if (nodes.length === 0) return <Text c="dimmed">No mails here. They appear as soon as the desk writes one.</Text>;
  return (
    <>
      <ul className={classes.mails}>
        {nodes.map(({ id, subject, address, createdAt }) => (
          <li key={id}>
            <span className={classes.subject}>
              <TextLink href={`/settings/mailbox/${id}`}>
                <bdi>{subject}</bdi>
              </TextLink>
              <bdi className={classes.address}>{address}</bdi>
            </span>
            <span className={classes.when}>
              <Moment at={createdAt} ago />
            </span>
          </li>
        ))}
      </ul>
      <nav aria-label="Pages of the mailbox" className={classes.pages}>
        {cursor && <TextLink href="/settings/mailbox">Newest</TextLink>}
        {pageInfo.hasNextPage && pageInfo.endCursor && (
          <TextLink href={`/settings/mailbox?after=${encodeURIComponent(pageInfo.endCursor)}`}>Older</TextLink>
        )}
      </nav>
    </>
  );
}

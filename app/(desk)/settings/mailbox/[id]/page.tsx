import { Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { LinkedText } from "../linked-text";
import classes from "../mailbox.module.css";

export const metadata: Metadata = { title: "Mail" };

const MAILBOX_MAIL = graphql(`
  query MailboxMail($id: ID!) {
    mailboxMail(id: $id) {
      mail {
        id
        subject
        createdAt
      }
      headers {
        name
        value
      }
      html
      text
    }
  }
`);

/** One mail of the built-in mailbox as its recipient would have seen it. */
export default async function MailboxMailPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePermission("settings.manage");
  const { mailboxMail } = await query(MAILBOX_MAIL, { id: (await params).id });
  if (!mailboxMail) notFound();
  const { mail, headers, html, text } = mailboxMail;
  return (
    <>
      <PageHeader
        trail={[{ href: "/settings/mailbox", label: "Mailbox" }]}
        title={<bdi>{mail.subject}</bdi>}
        lead={
          <span>
            Written <Moment at={mail.createdAt} />, sent to nobody
          </span>
        }
      />
      {html === null || text === null ? (
        <Panel title="Content">
          <Text>
            What it says cannot be read any more: the server has another AUTH_SECRET now, or the mail is older than
            thirty days.
          </Text>
        </Panel>
      ) : (
        <Stack gap="md">
          <Panel title="Head">
            <dl className={classes.headers}>
              {headers.map(({ name, value }) => (
                <div key={name} style={{ display: "contents" }}>
                  <dt>{name}</dt>
                  <dd>
                    <bdi>{value}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
          </Panel>
          <Panel title="Text">
            <LinkedText text={text} />
          </Panel>
          <Panel title="HTML">
            {/* Nothing in it may run, load or send: somebody else's words are in there. */}
            <iframe sandbox="" srcDoc={POLICY + html} title="The mail in HTML" className={classes.frame} />
          </Panel>
        </Stack>
      )}
    </>
  );
}

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;

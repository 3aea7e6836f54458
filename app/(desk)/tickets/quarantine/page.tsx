import { Text } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import { PageHeader } from "@/app/_ui/page-header";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import classes from "./quarantine.module.css";
import { WaitingMail } from "./waiting-mail";

export const metadata: Metadata = { title: "Quarantine" };

const QUARANTINE = graphql(`
  query Quarantine($after: String) {
    quarantinedMails(first: 25, after: $after) {
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

interface QuarantinePageProps {
  searchParams: Promise<{ after?: string | string[] }>;
}

/** What came and that no ticket was made of: an agent decides. */
export default async function QuarantinePage({ searchParams }: QuarantinePageProps) {
  await requirePermission("ticket.view");
  const { permissions } = await viewer();
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : null;
  const { nodes, pageInfo } = (await query(QUARANTINE, { after: cursor })).quarantinedMails;
  return (
    <>
      <PageHeader
        trail={[{ href: "/tickets", label: "Tickets" }]}
        title="Quarantine"
        actions={
          <ButtonLink href="/tickets/quarantine/spam" variant="default">
            Spam
          </ButtonLink>
        }
      />
      <Panel
        title="Mails and requests that wait for you"
        lead="Nothing that comes is thrown away: what makes no ticket by itself waits here."
      >
        {nodes.length === 0 && <Text c="dimmed">Nothing waits.</Text>}
        <ul className={classes.mails}>
          {nodes.map((mail) => (
            <WaitingMail
              key={mail.id}
              mail={mail}
              canCreate={permissions.includes("ticket.create")}
              canEdit={permissions.includes("ticket.edit")}
              canBlock={permissions.includes("customer.block")}
            />
          ))}
        </ul>
        <nav aria-label="Pages of the quarantine" className={classes.pages}>
          {cursor && <TextLink href="/tickets/quarantine">Newest</TextLink>}
          {pageInfo.hasNextPage && pageInfo.endCursor && (
            <TextLink href={`/tickets/quarantine?after=${encodeURIComponent(pageInfo.endCursor)}`}>Older</TextLink>
          )}
        </nav>
      </Panel>
    </>
  );
}

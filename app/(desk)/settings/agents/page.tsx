import { Group, Stack } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { ButtonLink } from "@/app/_ui/links";
import { PageRefresher } from "@/app/_ui/page-refresher";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { SettingsHeader } from "../settings-header";
import { AgentTable } from "./agent-table";
import { NewAgentForm } from "./new-agent-form";

export const metadata: Metadata = { title: "Agents · Settings" };

const AGENTS = graphql(`
  query AgentAccounts($after: String) {
    agentAccounts(first: 50, after: $after) {
      nodes {
        id
        ...AgentLine
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment AgentLine on Agent {
    id
    name
    email
    role
    state
    hasPassword
    createdAt
    invitation {
      sentAt
      expiresAt
      isExpired
      mailStatus
      mailReason
    }
  }
`);

interface AgentsPageProps {
  searchParams: Promise<{ after?: string | string[] }>;
}

/** Who works here: invite, change, let go. */
export default async function AgentsPage({ searchParams }: AgentsPageProps) {
  await requirePermission("agent.manage");
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : null;
  const [{ agentAccounts }, { id: ownId }] = await Promise.all([query(AGENTS, { after: cursor }), viewer()]);
  const { hasNextPage, endCursor } = agentAccounts.pageInfo;
  const isMailOnItsWay = agentAccounts.nodes.some(({ invitation }) =>
    ["QUEUED", "SENDING"].includes(invitation?.mailStatus ?? ""),
  );
  return (
    <>
      <SettingsHeader current="/settings/agents" />
      {isMailOnItsWay && <PageRefresher seconds={3} />}
      <Stack gap="lg">
        <Stack gap="sm">
          <AgentTable agents={agentAccounts.nodes} ownId={ownId} />
          {(cursor || hasNextPage) && (
            <Group component="nav" aria-label="Pages of the list" gap="xs">
              {cursor && (
                <ButtonLink href="/settings/agents" variant="default">
                  First page
                </ButtonLink>
              )}
              {hasNextPage && (
                <ButtonLink href={`/settings/agents?after=${encodeURIComponent(endCursor ?? "")}`} variant="default">
                  Next page
                </ButtonLink>
              )}
            </Group>
          )}
        </Stack>
        <Panel
          title="Invite an agent"
          lead="They get a mail with a link to set their password, good for 72 hours, and can then sign in."
        >
          <NewAgentForm />
        </Panel>
      </Stack>
    </>
  );
}

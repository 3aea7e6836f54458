// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { Badge, Card, Group, Text } from "@mantine/core";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { Moment } from "@/app/_ui/moment";
import type { AgentAccountsQuery } from "@/graphql/client/graphql";
import { ChangeAgent } from "./change-agent";
import { EndAccess } from "./end-access";
import { InviteAgain, LetInAgain } from "./let-in";
import { AGENTS_ID, ROLES } from "./roles";

export type AgentLine = AgentAccountsQuery["agentAccounts"]["nodes"][number];

export function AgentTable({ agents, ownId }: { agents: AgentLine[]; ownId: string }) {
  return (
    <Card withBorder radius="md" padding={0} id={AGENTS_ID} tabIndex={-1} role="region" aria-label="Agents">
      <ListTable
        caption="Agents by name"
        headings={
          <>
            <ListHeading label="Name" />
            <ListHeading label="E-mail" />
            <ListHeading label="Role" />
            <ListHeading label="State" />
            <th role="columnheader" scope="col">
              <span className="look-hidden">Actions</span>
            </th>
          </>
        }
      >
        {agents.map((agent) => (
          <tr key={agent.id} role="row">
            <th role="rowheader" scope="row">
              <bdi>{agent.name}</bdi>
              {agent.id === ownId && (
                <Text span c="dimmed" size="sm">
                  {" "}
                  (you)
                </Text>
              )}
            </th>
            <ListCell label="E-mail">{agent.email}</ListCell>
            <ListCell label="Role">{ROLES[agent.role].label}</ListCell>
            <ListCell label="State">
              <State agent={agent} />
            </ListCell>
            <td role="cell">
              <Actions agent={agent} isSelf={agent.id === ownId} />
            </td>
          </tr>
        ))}
      </ListTable>
    </Card>
  );
}

const STATES = {
  ACTIVE: { label: "Active", color: "green" },
  INVITED: { label: "Invited", color: "blue" },
  DEACTIVATED: { label: "Deactivated", color: "gray" },
} as const;

function State({ agent: { state, invitation } }: { agent: AgentLine }) {
  const { label, color } = STATES[state];
  return (
    <span>
      <Badge miw="max-content" color={invitation?.isExpired ? "orange" : color}>
        {invitation?.isExpired ? "Invitation expired" : label}
      </Badge>
      {invitation && (
        <Text size="xs" c="dimmed" component="div" mt={2} style={{ whiteSpace: "normal" }}>
          <InvitationWords invitation={invitation} />
        </Text>
      )}
    </span>
  );
}

function InvitationWords({ invitation }: { invitation: NonNullable<AgentLine["invitation"]> }) {
  const { mailStatus, mailReason, expiresAt, isExpired } = invitation;
  const problem = { FAILED: "The mail could not be sent", BOUNCED: "The mail came back", SKIPPED: "No mail was sent" };
  if (mailStatus === "FAILED" || mailStatus === "BOUNCED" || mailStatus === "SKIPPED")
    return (
      <>
        {problem[mailStatus]}
        {mailReason ? `: ${mailReason}` : "."}
      </>
    );
  return (
    <>
      {isExpired ? "since" : "Link good until"} <Moment at={expiresAt} />
    </>
  );
}

function Actions({ agent, isSelf }: { agent: AgentLine; isSelf: boolean }) {
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      {!agent.hasPassword && <InviteAgain agent={agent} />}
      {agent.hasPassword && agent.state === "DEACTIVATED" && <LetInAgain agent={agent} />}
      <ChangeAgent agent={agent} />
      {agent.state !== "DEACTIVATED" && <EndAccess agent={agent} isSelf={isSelf} />}
    </Group>
  );
}

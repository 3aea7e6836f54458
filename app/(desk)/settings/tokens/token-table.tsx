// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { Badge, Card, Code, Group, Text } from "@mantine/core";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { Moment } from "@/app/_ui/moment";
import type { AccessTokenState, AccessTokensQuery } from "@/graphql/client/graphql";
import { RevokeToken } from "./revoke-token";
import { TOKENS_ID } from "./token-names";

type TokenLine = AccessTokensQuery["tokens"]["nodes"][number];

interface TokenTableProps {
  tokens: TokenLine[];
  label: string;
  /** Whose each is, where they are not all one's own. */
  withOwners: "withOwners" | "own";
}

export function TokenTable({ tokens, label, withOwners }: TokenTableProps) {
  const hasOwners = withOwners === "withOwners";
  return (
    <Card withBorder radius="md" padding={0} id={TOKENS_ID} tabIndex={-1} role="region" aria-label={label}>
      <ListTable
        caption={`${label}, newest first`}
        headings={
          <>
            <ListHeading label="Name" />
            {hasOwners && <ListHeading label="Owner" />}
            <ListHeading label="Permissions" />
            <ListHeading label="Created" />
            <ListHeading label="Last used" />
            <ListHeading label="Expires" />
            <ListHeading label="State" />
            <th role="columnheader" scope="col">
              <span className="look-hidden">Actions</span>
            </th>
          </>
        }
      >
        {tokens.map((token) => (
          <tr key={token.id} role="row">
            <th role="rowheader" scope="row" style={{ overflowWrap: "anywhere" }}>
              <bdi>{token.name}</bdi>
            </th>
            {hasOwners && (
              <ListCell label="Owner">
                {token.owner ? <bdi>{token.owner.name}</bdi> : <Text c="dimmed">Made on the server</Text>}
              </ListCell>
            )}
            <ListCell label="Permissions">
              <Permissions token={token} />
            </ListCell>
            <ListCell label="Created">
              <Moment at={token.createdAt} day />
            </ListCell>
            <ListCell label="Last used">{token.lastUsedAt ? <Moment at={token.lastUsedAt} ago /> : "Never"}</ListCell>
            <ListCell label="Expires">{token.expiresAt ? <Moment at={token.expiresAt} day /> : "Never"}</ListCell>
            <ListCell label="State">
              <State state={token.state} />
            </ListCell>
            <td role="cell">
              <Group justify="flex-end">
                {token.state === "ACTIVE" && <RevokeToken id={token.id} name={token.name} />}
              </Group>
            </td>
          </tr>
        ))}
      </ListTable>
    </Card>
  );
}

/** Long lists fold: a token for everything would be as high as the window. */
const SHOWN = 3;

function Permissions({ token: { permissions, permissionsInEffect } }: { token: TokenLine }) {
  const idle = permissions.filter((name) => !permissionsInEffect.includes(name));
  const names = permissionsInEffect.map((name) => <Code key={name}>{name}</Code>);
  return (
    <div style={{ whiteSpace: "normal" }}>
      {names.length <= SHOWN ? (
        <Group gap={4}>{names}</Group>
      ) : (
        <details>
          <summary>{names.length} permissions</summary>
          <Group gap={4}>{names}</Group>
        </details>
      )}
      {idle.length > 0 && (
        <Text size="xs" c="dimmed">
          Not allowed to the owner, so without effect: {idle.join(", ")}
        </Text>
      )}
    </div>
  );
}

const STATES = {
  ACTIVE: { label: "Active", color: "green" },
  EXPIRED: { label: "Expired", color: "orange" },
  REVOKED: { label: "Revoked", color: "gray" },
} as const;

function State({ state }: { state: AccessTokenState }) {
  return (
    <Badge miw="max-content" color={STATES[state].color}>
      {STATES[state].label}
    </Badge>
  );
}

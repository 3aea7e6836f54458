import { Anchor, Group, Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { addressOf, type SearchParams } from "@/app/_lib/url-state";
import { viewer } from "@/app/_lib/viewer";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { ButtonLink } from "@/app/_ui/links";
import { PageHeader } from "@/app/_ui/page-header";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { NewTokenForm } from "./new-token-form";
import { TokenTable } from "./token-table";

export const metadata: Metadata = { title: "Access tokens" };

const ACCESS_TOKENS = graphql(`
  query AccessTokens($scope: AccessTokenScope!, $after: String) {
    tokens(scope: $scope, first: 25, after: $after) {
      nodes {
        id
        name
        permissions
        permissionsInEffect
        state
        createdAt
        lastUsedAt
        expiresAt
        owner {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const OWN = "/settings/tokens";
const EVERYBODYS = "/settings/tokens?of=everybody";

/** What one's own programs sign in with; for whoever manages agents everybody's too. */
export default async function TokensPage({ searchParams }: { searchParams: SearchParams }) {
  const address = await addressOf(searchParams);
  const { permissions } = await viewer();
  const mayManage = permissions.includes("agent.manage");
  const isEverybodys = mayManage && address.get("of") === "everybody";
  const after = address.get("after");
  const { tokens } = await query(ACCESS_TOKENS, { scope: isEverybodys ? "ALL" : "MINE", after });
  const label = isEverybodys ? "Everybody's access tokens" : "Your access tokens";
  const here = isEverybodys ? EVERYBODYS : OWN;
  const next = `${here}${isEverybodys ? "&" : "?"}after=${encodeURIComponent(tokens.pageInfo.endCursor ?? "")}`;
  return (
    <>
      <PageHeader
        title="Access tokens"
        lead={
          <>
            A program signs in with a token and acts with its permissions, as far as they are yours too. What it can ask
            is in the{" "}
            <Anchor href="/api/graphql" inherit underline="always">
              GraphQL explorer
            </Anchor>
            .
          </>
        }
      />
      {mayManage && (
        <LinkTabs
          label="Whose tokens"
          tabs={[
            { href: OWN, label: "Yours", isCurrent: !isEverybodys },
            { href: EVERYBODYS, label: "Everybody's", isCurrent: isEverybodys },
          ]}
        />
      )}
      <Stack gap="lg">
        {tokens.nodes.length > 0 ? (
          <TokenTable tokens={tokens.nodes} label={label} withOwners={isEverybodys ? "withOwners" : "own"} />
        ) : (
          <Text c="dimmed">{isEverybodys ? "There are no tokens." : "You have no tokens yet."}</Text>
        )}
        {(after || tokens.pageInfo.hasNextPage) && (
          <Group component="nav" aria-label="Pages of the list" gap="xs">
            {after && (
              <ButtonLink href={here} variant="default">
                First page
              </ButtonLink>
            )}
            {tokens.pageInfo.hasNextPage && (
              <ButtonLink href={next} variant="default">
                Next page
              </ButtonLink>
            )}
          </Group>
        )}
        {!isEverybodys && (
          <Panel title="New token" lead="It is shown once and stored only as a hash, so keep it like a password.">
            <NewTokenForm permissions={permissions} />
          </Panel>
        )}
      </Stack>
    </>
  );
}

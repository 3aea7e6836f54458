import { Anchor, Code, List, ListItem, Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { helpdesk } from "@/app/_lib/helpdesk";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { CodeSample } from "@/app/_ui/code-sample";
import { TextLink } from "@/app/_ui/links";
import { Panel } from "@/app/_ui/panel";
import { SettingsHeader } from "../settings-header";

export const metadata: Metadata = { title: "Developers · Settings" };

export default async function DeveloperSettingsPage() {
  await requirePermission("settings.manage");
  const { permissions } = await viewer();
  const endpoint = `${helpdesk().config.appUrl}/api/graphql`;
  return (
    <>
      <SettingsHeader current="/settings/developers" />
      <Stack gap="lg">
        <Panel
          title="GraphQL"
          lead="Everything that these pages do is there for your own programs, with the same rules and permissions."
        >
          <Stack gap="sm">
            <Text>
              The endpoint is <Code>{endpoint}</Code>. Open it in the browser to try queries in the{" "}
              <Anchor href="/api/graphql" inherit underline="always">
                GraphQL explorer
              </Anchor>
              , where you act as yourself.
            </Text>
          </Stack>
        </Panel>
        <TokenPanel endpoint={endpoint} permissions={permissions} />
      </Stack>
    </>
  );
}

function TokenPanel({ endpoint, permissions }: { endpoint: string; permissions: string[] }) {
  return (
    <Panel
      title="Access tokens"
      lead="A program signs in with a token. It is shown once and stored only as a hash, so keep it where you keep your passwords."
    >
      <Stack gap="sm">
        <Text>
          Agents make theirs in{" "}
          <TextLink href="/settings/tokens" underline="always">
            Access tokens
          </TextLink>
          : such a token never does more than its owner may at that moment. One that belongs to nobody, for a server of
          yours, is made on the machine where this help desk runs:
        </Text>
        <CodeSample
          label="Command that makes a token"
          code={'npm run --silent desk -- create-token --name "Web shop" --permissions customer.view,customer.edit'}
        />
        <Text>The token is the last line of what it prints. Send it with every request:</Text>
        <CodeSample label="Request with a token" code={exampleRequest(endpoint)} />
        <div>
          <Text mb={4} id="permission-names">
            The permissions that a token can have, or <Code>all</Code>:
          </Text>
          <List aria-labelledby="permission-names" listStyleType="none" withPadding={false} spacing={4} size="sm">
            {permissions.map((permission) => (
              <ListItem key={permission} display="inline-block" mr={6}>
                <Code>{permission}</Code>
              </ListItem>
            ))}
          </List>
        </div>
      </Stack>
    </Panel>
  );
}

function exampleRequest(endpoint: string): string {
  const body = JSON.stringify({ query: "{ customers(first: 5) { nodes { id displayName email } } }" });
  return `curl ${endpoint} \\\n  -H "Authorization: Bearer $TOKEN" \\\n  -H "Content-Type: application/json" \\\n  -d '${body}'`;
}

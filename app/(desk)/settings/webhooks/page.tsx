import { Anchor, Code, Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { CodeSample } from "@/app/_ui/code-sample";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { SettingsHeader } from "../settings-header";
import { NewWebhookForm } from "./new-webhook-form";
import { WebhookTable } from "./webhook-table";

export const metadata: Metadata = { title: "Webhooks · Settings" };

const WEBHOOKS = graphql(`
  query Webhooks {
    webhooks {
      id
      name
      url
      events
      state
      succeededAt
      waitsUntil
    }
  }
`);

/** Whom the desk tells of changes. */
export default async function WebhooksPage() {
  await requirePermission("settings.manage");
  const { webhooks } = await query(WEBHOOKS, {});
  return (
    <>
      <SettingsHeader current="/settings/webhooks" />
      <Stack gap="lg">
        {webhooks.length > 0 && <WebhookTable webhooks={webhooks} />}
        <Panel
          title="Add a webhook"
          lead="A program of yours is told of changes as they happen: each is a request with ids, names and what changed, never a password or an internal note."
        >
          <NewWebhookForm />
        </Panel>
        <Panel
          title="At the other end"
          lead={
            <>
              Requests are signed as{" "}
              <Anchor href="https://www.standardwebhooks.com" inherit underline="always">
                Standard Webhooks
              </Anchor>{" "}
              has it, for which there are libraries in most languages.
            </>
          }
        >
          <Stack gap="sm">
            <Text>
              Answer with 2xx within 10 seconds. Anything else is tried again, nine times over a day; then the webhook
              is given up. An event can come twice: <Code>webhook-id</Code> is the same then. In Node, with{" "}
              <Code>npm install standardwebhooks</Code>:
            </Text>
            <CodeSample label="Receiver in Node" code={EXAMPLE} />
          </Stack>
        </Panel>
      </Stack>
    </>
  );
}

const EXAMPLE = `import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.WEBHOOK_SECRET); // whsec_…

createServer(async (request, response) => {
  try {
    const { type, data } = webhook.verify(await text(request), request.headers);
    console.log(type, JSON.stringify(data));
    response.writeHead(204).end();
  } catch {
    response.writeHead(401).end();
  }
}).listen(4000);`;

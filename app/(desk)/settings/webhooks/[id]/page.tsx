import { Alert, Code, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { addressOf, type SearchParams } from "@/app/_lib/url-state";
import { ButtonLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import { PageRefresher } from "@/app/_ui/page-refresher";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { WebhookState } from "../webhook-state";
import { ChangeWebhook } from "./change-webhook";
import { DeliveryLog } from "./delivery-log";
import { NewSecret } from "./new-secret";
import { RemoveWebhook } from "./remove-webhook";
import { PauseOrResume, SendTest } from "./webhook-buttons";

export const metadata: Metadata = { title: "Webhook · Settings" };

const WEBHOOK = graphql(`
  query Webhook($id: ID!, $after: String) {
    webhook(id: $id) {
      ...WebhookDetails
    }
    webhookDeliveries(webhookId: $id, first: 25, after: $after) {
      nodes {
        id
        eventId
        type
        payload
        status
        nextAt
        createdAt
        attempts {
          triedAt
          tookMs
          status
          problem
          response
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment WebhookDetails on Webhook {
    id
    name
    url
    events
    state
    stateReason
    succeededAt
    waitsUntil
    formerUntil
  }
`);

interface WebhookPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** One webhook: what it is told, what became of it, and what to do about it. */
export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  await requirePermission("settings.manage");
  const { id } = await params;
  const after = (await addressOf(searchParams)).get("after");
  const { webhook, webhookDeliveries } = await query(WEBHOOK, { id, after });
  const { nodes, pageInfo } = webhookDeliveries;
  const isOnItsWay = webhook.state === "ACTIVE" && nodes.some(({ status }) => status === "WAITING");
  const isActive = webhook.state === "ACTIVE";
  return (
    <>
      {isOnItsWay && <PageRefresher seconds={2} />}
      <PageHeader
        trail={[{ href: "/settings/webhooks", label: "Webhooks" }]}
        title={<bdi>{webhook.name}</bdi>}
        actions={
          <>
            {isActive && <SendTest id={id} />}
            <PauseOrResume id={id} isActive={isActive} />
            <ChangeWebhook webhook={webhook} />
            <RemoveWebhook webhook={webhook} />
          </>
        }
      />
      <Stack gap="lg">
        {webhook.stateReason && (
          <Alert color="red" title="Nothing is sent to it any more" icon={<IconAlertTriangle size={20} aria-hidden />}>
            {webhook.stateReason} Mend the receiver, then resume: what waits is sent then.
          </Alert>
        )}
        <Panel title="What it is told">
          <Stack gap="sm">
            <Group gap="xs">
              <WebhookState state={webhook.state} isWaiting={webhook.waitsUntil !== null} />
              <StateWords webhook={webhook} />
            </Group>
            <Text style={{ overflowWrap: "anywhere" }}>
              <Code>{webhook.url}</Code>
            </Text>
            <Group gap={4}>
              {webhook.events.map((type) => (
                <Code key={type}>{type}</Code>
              ))}
            </Group>
            <NewSecret id={id} name={webhook.name} />
            {webhook.formerUntil && (
              <Text size="sm" c="dimmed">
                Requests are signed with the former secret too until <Moment at={webhook.formerUntil} />.
              </Text>
            )}
          </Stack>
        </Panel>
        <Panel title="Log" lead="What was sent in the last two weeks, newest first.">
          <DeliveryLog deliveries={nodes} mayResend={isActive ? "mayResend" : "no"} />
          {(after || pageInfo.hasNextPage) && (
            <Group component="nav" aria-label="Pages of the log" gap="xs" mt="sm">
              {after && (
                <ButtonLink href={`/settings/webhooks/${id}`} variant="default">
                  First page
                </ButtonLink>
              )}
              {pageInfo.hasNextPage && (
                <ButtonLink
                  href={`/settings/webhooks/${id}?after=${encodeURIComponent(pageInfo.endCursor ?? "")}`}
                  variant="default"
                >
                  Next page
                </ButtonLink>
              )}
            </Group>
          )}
        </Panel>
      </Stack>
    </>
  );
}

interface Told {
  state: "ACTIVE" | "PAUSED" | "DISABLED";
  succeededAt: string | null;
  waitsUntil: string | null;
}

function StateWords({ webhook: { state, succeededAt, waitsUntil } }: { webhook: Told }) {
  if (state === "PAUSED")
    return (
      <Text size="sm" c="dimmed">
        What happens meanwhile is not kept for it.
      </Text>
    );
  if (state === "ACTIVE" && waitsUntil)
    return (
      <Text size="sm">
        Its receiver is away. The next try is <Moment at={waitsUntil} />; what happens meanwhile waits.
      </Text>
    );
  return (
    <Text size="sm" c="dimmed">
      {succeededAt ? (
        <>
          Something last came through <Moment at={succeededAt} ago />.
        </>
      ) : (
        "Nothing has come through yet."
      )}
    </Text>
  );
}

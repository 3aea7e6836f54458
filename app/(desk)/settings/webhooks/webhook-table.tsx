// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { Card } from "@mantine/core";
import { TextLink } from "@/app/_ui/links";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { Moment } from "@/app/_ui/moment";
import type { WebhooksQuery } from "@/graphql/client/graphql";
import { WEBHOOKS_ID } from "./event-words";
import { WebhookState } from "./webhook-state";

export function WebhookTable({ webhooks }: { webhooks: WebhooksQuery["webhooks"] }) {
  return (
    <Card withBorder radius="md" padding={0} id={WEBHOOKS_ID} tabIndex={-1} role="region" aria-label="Webhooks">
      <ListTable
        caption="Webhooks by name"
        headings={
          <>
            <ListHeading label="Name" />
            <ListHeading label="Address" />
            <ListHeading label="Told of" />
            <ListHeading label="State" />
            <ListHeading label="Last success" />
          </>
        }
      >
        {webhooks.map((webhook) => (
          <tr key={webhook.id} role="row">
            <th role="rowheader" scope="row" style={{ overflowWrap: "anywhere" }}>
              <TextLink href={`/settings/webhooks/${webhook.id}`}>
                <bdi>{webhook.name}</bdi>
              </TextLink>
            </th>
            <ListCell label="Address">
              <span style={{ overflowWrap: "anywhere", whiteSpace: "normal" }}>{shortened(webhook.url)}</span>
            </ListCell>
            <ListCell label="Told of">
              {webhook.events.length === 1 ? webhook.events[0] : `${webhook.events.length} events`}
            </ListCell>
            <ListCell label="State">
              <WebhookState state={webhook.state} isWaiting={webhook.waitsUntil !== null} />
            </ListCell>
            <ListCell label="Last success">
              {webhook.succeededAt ? <Moment at={webhook.succeededAt} ago /> : "Never"}
            </ListCell>
          </tr>
        ))}
      </ListTable>
    </Card>
  );
}

/** The whole of it is on the webhook's page. */
const shortened = (url: string): string => (url.length > 60 ? `${url.slice(0, 59)}…` : url);

// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { Badge, Code, Stack, Text } from "@mantine/core";
import { CodeSample } from "@/app/_ui/code-sample";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { Moment } from "@/app/_ui/moment";
import type { WebhookQuery } from "@/graphql/client/graphql";
import { SendAgain } from "./webhook-buttons";

type Delivery = WebhookQuery["webhookDeliveries"]["nodes"][number];

interface DeliveryLogProps {
  deliveries: Delivery[];
  /** Nothing is sent while the webhook rests. */
  mayResend: "mayResend" | "no";
}

export function DeliveryLog({ deliveries, mayResend }: DeliveryLogProps) {
  if (deliveries.length === 0) return <Text c="dimmed">Nothing was sent. A test shows whether it comes through.</Text>;
  return (
    <ListTable
      caption="What was sent, newest first"
      headings={
        <>
          <ListHeading label="Event" />
          <ListHeading label="State" />
          <ListHeading label="Last answer" />
          <ListHeading label="When" />
          <th role="columnheader" scope="col">
            <span className="look-hidden">Actions</span>
          </th>
        </>
      }
    >
      {deliveries.map((delivery) => (
        <tr key={delivery.id} role="row">
          <th role="rowheader" scope="row">
            <Code>{delivery.type}</Code>
            <Details delivery={delivery} />
          </th>
          <ListCell label="State">
            <State delivery={delivery} />
          </ListCell>
          <ListCell label="Last answer">
            <LastAnswer attempts={delivery.attempts} />
          </ListCell>
          <ListCell label="When">
            <Moment at={delivery.createdAt} />
          </ListCell>
          <td role="cell">
            {mayResend === "mayResend" && <SendAgain id={delivery.id} what={`${delivery.type} ${delivery.id}`} />}
          </td>
        </tr>
      ))}
    </ListTable>
  );
}

const STATES = {
  WAITING: { label: "Waiting", color: "blue" },
  DELIVERED: { label: "Delivered", color: "green" },
  FAILED: { label: "Given up", color: "red" },
} as const;

function State({ delivery: { status, nextAt, attempts } }: { delivery: Delivery }) {
  const isAgain = status === "WAITING" && attempts.length > 0;
  const { label, color } = isAgain ? { label: "Trying again", color: "orange" } : STATES[status];
  return (
    <span>
      <Badge miw="max-content" color={color}>
        {label}
      </Badge>
      {isAgain && nextAt && (
        <Text size="xs" c="dimmed" component="div" mt={2}>
          Next try <Moment at={nextAt} />
        </Text>
      )}
    </span>
  );
}

function LastAnswer({ attempts }: { attempts: Delivery["attempts"] }) {
  const [last] = attempts;
  if (!last) return null;
  return (
    <span style={{ whiteSpace: "normal" }}>
      {last.problem ?? `It answered ${last.status}.`}
      {attempts.length > 1 && (
        <Text span size="xs" c="dimmed">
          {" "}
          ({attempts.length} tries)
        </Text>
      )}
    </span>
  );
}

function Details({ delivery: { eventId, payload, attempts } }: { delivery: Delivery }) {
  return (
    <details>
      <summary>Details</summary>
      <Stack gap="xs" mt={4} style={{ fontWeight: "normal", whiteSpace: "normal", minWidth: 0 }}>
        <Text size="xs" style={{ overflowWrap: "anywhere" }}>
          webhook-id: {eventId}
        </Text>
        {payload && <CodeSample label="What is sent" code={indented(payload)} />}
        {attempts.map((attempt) => (
          <div key={attempt.triedAt}>
            <Text size="xs">
              <Moment at={attempt.triedAt} />, {attempt.tookMs} ms:{" "}
              {attempt.problem ?? `It answered ${attempt.status}.`}
            </Text>
            {attempt.response && (
              <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: "anywhere" }}>
                {attempt.response}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </details>
  );
}

/** It is ours, so it is JSON. */
const indented = (payload: string): string => JSON.stringify(JSON.parse(payload), null, 2);

import { randomUUID } from "node:crypto";
import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import type { Actor } from "@/server/permissions";
import type { TEST_EVENT, WebhookEventType } from "./webhook-event-types";

/** TEXT holds 65,535 bytes on MySQL; what stands around the items is short. */
const MAX_ITEMS_BYTES = 55_000;
/** Many at once, as an import or a mass action makes them, are told a hundred at a time. */
const MAX_ITEMS = 100;

/** Who did it, as far as a reader of the timeline is told. */
export function actorOf(actor: Actor): { kind: string; id: string | null; name: string } {
  if (actor.kind === "nobody") return { kind: "nobody", id: null, name: "" };
  return { kind: actor.kind, id: "id" in actor ? String(actor.id) : null, name: actor.name };
}

export interface Announcement {
  type: WebhookEventType | typeof TEST_EVENT;
  /** `customers`, `tickets`, `comments`. */
  listName: string;
  items: readonly object[];
  /** Beside the list, for example the import that did it. */
  cause?: Record<string, string>;
}

/** Writes what is told to these webhooks, in the transaction of what happened. */
export async function announce(tx: Ctx, webhookIds: readonly number[], what: Announcement): Promise<void> {
  if (webhookIds.length === 0 || what.items.length === 0) return;
  const now = toDbTime(tx.now());
  const events = partsOf(what.items).map((items) => ({
    id: `msg_${randomUUID().replaceAll("-", "")}`,
    type: what.type,
    occurred_at: now,
    payload: JSON.stringify({
      type: what.type,
      timestamp: tx.now().toISOString(),
      data: { actor: actorOf(tx.actor), ...what.cause, [what.listName]: items },
    }),
  }));
  await insertRows(tx.db, "webhook_events", events);
  await insertRows(
    tx.db,
    "webhook_deliveries",
    events.flatMap((event) =>
      webhookIds.map((webhook_id) => ({
        webhook_id,
        event_id: event.id,
        status: "waiting",
        attempts: 0,
        next_at: now,
        created_at: now,
      })),
    ),
  );
}

function partsOf(items: readonly object[]): object[][] {
  const parts: object[][] = [];
  let size = 0;
  for (const item of items) {
    const bytes = Buffer.byteLength(JSON.stringify(item));
    const last = parts.at(-1);
    if (!last || last.length >= MAX_ITEMS || size + bytes > MAX_ITEMS_BYTES) {
      parts.push([item]);
      size = bytes;
    } else {
      last.push(item);
      size += bytes;
    }
  }
  return parts;
}

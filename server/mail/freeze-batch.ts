import { randomUUID } from "node:crypto";
import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, placeholders, toDbTime } from "@/server/db";
import { newLeaseHolder } from "@/server/jobs/lease-holder";
import { composeMails, type QueuedMail } from "./compose-mails";
import { endMails } from "./end-mails";
import { type MailKind, type MailPriority, MailStatus } from "./mail.entity";
import { BatchStatus } from "./mail-batch.entity";
import { AGAIN } from "./retry-mails";
import { seal } from "./sealed-text";
import type { HeldBatch, Transport } from "./transport";

interface RawMail {
  id: number;
  kind: MailKind;
  customer_id: number | null;
  agent_id: number | null;
  ticket_id: number | null;
  address: string | null;
  is_address_fixed: number;
  priority: MailPriority;
  batch_id: string | null;
}

/**
 * Makes a batch of what waits, the most urgent first, and holds it: members and body never change again. Who must not get mail
 * any more is taken out. `undefined` when nothing waits, `"none"` when nothing of what waited may be sent.
 */
export async function freezeBatch(
  ctx: Ctx,
  transport: Transport,
  most: MailPriority,
): Promise<HeldBatch | "none" | undefined> {
  return inTransaction(ctx, async (tx) => {
    const waiting = await takeWaiting(tx, transport.batchSize, most);
    const [first] = waiting;
    if (!first) return undefined;
    const { ready, ended } = await composeMails(tx, waiting);
    await endMails(tx, ended);
    if (ready.length === 0) return "none";

    const now = tx.now();
    const batch: HeldBatch = {
      id: randomUUID(),
      holder: newLeaseHolder(),
      priority: first.priority,
      attempts: 1,
      triedSince: null,
      createdAt: now,
      mailIds: ready.map(({ mail }) => mail.id),
      body: JSON.stringify(ready.map(({ outgoing }) => outgoing)),
    };
    await writeBatch(tx, transport, batch);
    await noteMembers(
      tx,
      batch.id,
      ready.map(({ mail, outgoing }) => ({ id: mail.id, address: mail.address, subject: outgoing.subject })),
    );
    return batch;
  });
}

async function takeWaiting(tx: Ctx, most: number, priority: MailPriority): Promise<QueuedMail[]> {
  // Two workers that look at the same moment each get others.
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE SKIP LOCKED";
  const rows: RawMail[] = await tx.db.query(
    `SELECT id, kind, customer_id, agent_id, ticket_id, address, is_address_fixed, priority, batch_id FROM mails
      WHERE status = 'queued' AND priority <= ? ORDER BY priority, id LIMIT ? ${hold}`,
    [priority, most],
  );
  return rows
    .filter((row) => row.priority === rows[0]?.priority)
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      customerId: row.customer_id,
      agentId: row.agent_id,
      ticketId: row.ticket_id,
      address: row.address,
      fixedAddress: row.is_address_fixed === 1 ? row.address : null,
      priority: row.priority,
      isAgain: row.batch_id === AGAIN,
    }));
}

/** Longer than a provider may take: whoever is slower has lost the batch. */
export const leaseMs = (ctx: Ctx): number => ctx.config.mail.timeoutMs + 15_000;

async function writeBatch(tx: Ctx, transport: Transport, batch: HeldBatch): Promise<void> {
  const now = toDbTime(batch.createdAt);
  await insertRows(tx.db, "mail_batches", [
    {
      id: batch.id,
      transport: transport.kind,
      priority: batch.priority,
      status: BatchStatus.OPEN,
      attempts: batch.attempts,
      run_at: now,
      first_tried_at: now,
      lease_holder: batch.holder,
      lease_until: toDbTime(new Date(batch.createdAt.getTime() + leaseMs(tx))),
      created_at: now,
    },
  ]);
  const sealed = seal(tx.config, JSON.stringify({ mailIds: batch.mailIds, body: batch.body }));
  await insertRows(
    tx.db,
    "mail_batch_parts",
    sealed.map((text, part) => ({ batch_id: batch.id, part, sealed: text })),
  );
}

async function noteMembers(
  tx: Ctx,
  batchId: string,
  members: { id: number; address: string | null; subject: string }[],
): Promise<void> {
  const ids = members.map((member) => member.id);
  const cases = members.map(() => "WHEN ? THEN ?").join(" ");
  await tx.db.query(
    `UPDATE mails SET status = ?, batch_id = ?, updated_at = ?, reason = NULL,
      address = CASE id ${cases} END, subject = CASE id ${cases} END WHERE id IN ${placeholders(ids.length)}`,
    [
      MailStatus.SENDING,
      batchId,
      toDbTime(tx.now()),
      ...members.flatMap((member) => [member.id, member.address]),
      ...members.flatMap((member) => [member.id, member.subject]),
      ...ids,
    ],
  );
}

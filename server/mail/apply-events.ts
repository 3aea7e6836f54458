import type { Ctx } from "@/server/ctx";
import { inTransaction, placeholders, toDbTime } from "@/server/db";
import { type MailEnd, noteEnds } from "./end-mails";
import { MailStatus } from "./mail.entity";
import { rememberMails } from "./threads";
import { markUndeliverable } from "./undeliverable";

/** What a mail is after an event, and what that weighs: "delivered" that comes after "bounced" changes nothing. */
const MEANINGS: Record<string, { status: MailStatus; weight: number; isForGood?: boolean }> = {
  delivered: { status: MailStatus.DELIVERED, weight: 2 },
  failed: { status: MailStatus.FAILED, weight: 3 },
  bouncedForNow: { status: MailStatus.BOUNCED, weight: 4 },
  suppressed: { status: MailStatus.BOUNCED, weight: 5, isForGood: true },
  bounced: { status: MailStatus.BOUNCED, weight: 5, isForGood: true },
  complained: { status: MailStatus.COMPLAINED, weight: 6 },
};
const WEIGHTS: Partial<Record<MailStatus, number>> = {
  [MailStatus.SENT]: 1,
  [MailStatus.DELIVERED]: 2,
  [MailStatus.FAILED]: 3,
  [MailStatus.BOUNCED]: 4,
  [MailStatus.COMPLAINED]: 6,
};

interface Told {
  id: number;
  status: MailStatus;
  provider_id: string;
  type: string;
  reason: string | null;
}

/** Brings the mails that the provider knows by these ids up to what it has told of them. Doing it again changes nothing. */
export async function applyEvents(ctx: Ctx, providerIds: readonly string[]): Promise<void> {
  if (providerIds.length === 0) return;
  const [known] = await ctx.db.query(
    `SELECT event_id FROM mail_events WHERE provider_id IN ${placeholders(providerIds.length)} LIMIT 1`,
    [...providerIds],
  );
  if (!known) return;
  await inTransaction(ctx, async (tx) => {
    const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
    const told: Told[] = await tx.db.query(
      `SELECT m.id, m.status, m.provider_id, e.type, e.reason FROM mails m JOIN mail_events e ON e.provider_id = m.provider_id
        WHERE m.provider_id IN ${placeholders(providerIds.length)} ORDER BY m.id ${hold}`,
      [...providerIds],
    );
    for (const one of heaviest(told).values()) await move(tx, one);
    await rememberNewNames(tx, providerIds);
  });
}

/** The Message-IDs that the provider gave mails about tickets in place of ours: answers will name those. */
async function rememberNewNames(tx: Ctx, providerIds: readonly string[]): Promise<void> {
  const renamed: { id: number; ticket_id: number; agent_id: number | null; message_id: string }[] = await tx.db.query(
    `SELECT DISTINCT m.id, m.ticket_id, m.agent_id, e.message_id FROM mails m JOIN mail_events e ON e.provider_id = m.provider_id
      WHERE m.provider_id IN ${placeholders(providerIds.length)} AND m.ticket_id IS NOT NULL AND e.message_id IS NOT NULL`,
    [...providerIds],
  );
  await rememberMails(
    tx,
    renamed.map(({ id: mailId, ticket_id: ticketId, agent_id: agentId, message_id: messageId }) => ({
      ticketId,
      agentId,
      mailId,
      messageId,
    })),
  );
}

const weightOf = ({ type }: Told): number => MEANINGS[type]?.weight ?? 0;

/** Of each mail the event that counts. */
function heaviest(told: readonly Told[]): Map<number, Told> {
  const found = new Map<number, Told>();
  for (const one of told) {
    const other = found.get(one.id);
    if (!other || weightOf(one) > weightOf(other)) found.set(one.id, one);
  }
  return found;
}

/** Brings one mail up to what was told of it, unless more is known already. */
export async function move(tx: Ctx, told: Pick<Told, "id" | "status" | "type" | "reason">): Promise<void> {
  const meaning = MEANINGS[told.type];
  if (!meaning || meaning.weight <= (WEIGHTS[told.status] ?? Number.POSITIVE_INFINITY)) return;
  // The same bounce, told again: nothing new for the timeline.
  if (meaning.status === told.status) return;
  await tx.db.query("UPDATE mails SET status = ?, reason = ?, updated_at = ? WHERE id = ?", [
    meaning.status,
    told.reason,
    toDbTime(tx.now()),
    told.id,
  ]);
  if (meaning.isForGood) await markUndeliverable(tx, told.id, told.reason ?? "the mail server refused it");
  if (meaning.status === MailStatus.DELIVERED) return;
  const status = meaning.status as MailEnd["status"]; // Delivered has just been ruled out.
  await noteEnds(tx, [{ mailId: told.id, status, reason: told.reason ?? undefined }]);
}

/** Applies what came while a worker was writing the provider's ids down and died before it looked. */
export async function applyLateEvents(ctx: Ctx): Promise<void> {
  const since = toDbTime(new Date(ctx.now().getTime() - 3_600_000));
  const late: { provider_id: string }[] = await ctx.db.query(
    `SELECT DISTINCT m.provider_id FROM mail_events e JOIN mails m ON m.provider_id = e.provider_id
      WHERE e.received_at > ? AND e.type <> 'sent' AND m.status = 'sent' LIMIT 100`,
    [since],
  );
  await applyEvents(
    ctx,
    late.map((row) => row.provider_id),
  );
}

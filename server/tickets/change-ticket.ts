import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { toDbTime } from "@/server/db";
import { announceTickets } from "@/server/webhooks/announce-tickets";
import { moveCounts } from "./count-tickets";
import { TicketPriority, TicketStatus } from "./ticket.entity";
import type { TicketRow } from "./ticket-row";
import { recordChange, replaceWords } from "./write-tickets";

/** The fields of a ticket that change. */
export type TicketFields = Pick<TicketRow, "subject" | "status" | "priority" | "assigneeId" | "reporterId">;

/**
 * Writes a locked ticket's new fields with counts, search words and history. `changes` is the difference in words; it may
 * hold what is not in the fields, such as tags. Nothing is written when there is none.
 */
export async function writeChange(
  tx: Ctx,
  before: TicketRow,
  after: TicketFields,
  changes: readonly FieldChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const now = toDbTime(tx.now());
  const closedAt = after.status === TicketStatus.CLOSED ? (before.closedAt ?? now) : null;
  await tx.db.query(
    `UPDATE tickets SET subject = ?, status = ?, priority = ?, assignee_id = ?, reporter_id = ?, version = version + 1,
      updated_at = ?, closed_at = ? WHERE id = ?`,
    [
      after.subject,
      after.status,
      after.priority,
      after.assigneeId,
      after.reporterId,
      laterOf(now, before.updatedAt),
      closedAt,
      before.id,
    ],
  );
  if (after.subject !== before.subject) await replaceWords(tx.db, { id: before.id, subject: after.subject });
  await moveCounts(tx, [
    { customerId: before.reporterId, from: before.status, at: before.createdAt },
    { customerId: after.reporterId, to: after.status, at: now },
  ]);
  await recordChange(tx, before.id, changes);
  await announceTickets(tx, "ticket.updated", [{ ticketId: before.id, changes }]);
}

/** Clocks of several machines differ a little; a ticket must not move back in the queue. */
export const laterOf = (a: string, b: string): string => (a > b ? a : b);

export const statusInWords = (status: TicketStatus): string => status.replace("_", " ");

export const priorityInWords = (priority: TicketPriority): string => TicketPriority[priority].toLowerCase();

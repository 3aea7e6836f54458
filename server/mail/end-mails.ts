import type { FieldChange } from "@/server/activity/field-change";
import { type CustomerAction, type Happening, recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { placeholders, toDbTime } from "@/server/db";
import { type MailKind, MailStatus } from "./mail.entity";

/** How it ended for one mail. */
export interface MailEnd {
  mailId: number;
  status: Exclude<MailStatus, MailStatus.QUEUED | MailStatus.SENDING | MailStatus.DELIVERED>;
  providerId?: string;
  reason?: string;
}

const ACTIONS: Record<MailEnd["status"], CustomerAction> = {
  [MailStatus.SENT]: "mail.sent",
  [MailStatus.KEPT]: "mail.kept",
  [MailStatus.BOUNCED]: "mail.bounced",
  [MailStatus.COMPLAINED]: "mail.complained",
  [MailStatus.FAILED]: "mail.failed",
  [MailStatus.SKIPPED]: "mail.skipped",
};

interface RawMail {
  id: number;
  kind: MailKind;
  customer_id: number | null;
  address: string | null;
  job_id: number | null;
  ticket_id: number | null;
  import_id: number | null;
}

/** Writes how mails ended, on them and on their customers' timelines, and forgets what they were to say. */
export async function endMails(tx: Ctx, ends: readonly MailEnd[]): Promise<void> {
  if (ends.length === 0) return;
  const ids = ends.map((end) => end.mailId);
  const these = placeholders(ids.length);
  const now = toDbTime(tx.now());
  const cases = ends.map(() => "WHEN ? THEN ?").join(" ");
  const caseOf = (value: (end: MailEnd) => string | null) => ends.flatMap((end) => [end.mailId, value(end)]);
  await tx.db.query(
    `UPDATE mails SET status = CASE id ${cases} END, reason = CASE id ${cases} END, provider_id = CASE id ${cases} END,
      sent_at = CASE id ${cases} END, updated_at = ? WHERE id IN ${these}`,
    [
      ...caseOf((end) => end.status),
      ...caseOf((end) => end.reason?.slice(0, 500) ?? null),
      ...caseOf((end) => end.providerId ?? null),
      ...caseOf((end) => (end.status === MailStatus.SENT ? now : null)),
      now,
      ...ids,
    ],
  );
  // What failed can be tried again; of the others nobody needs the link any more.
  const over = ends.filter((end) => end.status !== MailStatus.FAILED).map((end) => end.mailId);
  if (over.length > 0) await tx.db.query(`DELETE FROM mail_values WHERE mail_id IN ${placeholders(over.length)}`, over);
  await noteEnds(tx, ends);
}

/** Adds to the timelines how these customers' mails ended. */
export async function noteEnds(tx: Ctx, ends: readonly MailEnd[]): Promise<void> {
  const ids = ends.map((end) => end.mailId);
  const rows: RawMail[] = await tx.db.query(
    `SELECT id, kind, customer_id, address, job_id, ticket_id, import_id FROM mails WHERE id IN ${placeholders(ids.length)}`,
    ids,
  );
  const mails = new Map(rows.map((row) => [row.id, row]));
  await recordActivity(
    tx,
    ends.flatMap((end) => happening(end, mails.get(end.mailId))),
  );
}

function happening(end: MailEnd, mail: RawMail | undefined): Happening[] {
  if (!mail?.customer_id) return [];
  const changes: FieldChange[] = [{ field: "mail", from: null, to: mailInWords(mail) }];
  if (end.reason) changes.push({ field: "reason", from: null, to: end.reason });
  return [
    {
      customerId: mail.customer_id,
      action: ACTIONS[end.status],
      changes,
      jobId: mail.job_id ?? undefined,
      ticketId: mail.ticket_id ?? undefined,
      importId: mail.import_id ?? undefined,
    },
  ];
}

const IN_WORDS: Record<MailKind, string> = {
  accountCreated: "invitation",
  confirmEmail: "link to confirm the e-mail",
  changeEmail: "link to confirm the new e-mail",
  confirmAddress: "link to confirm another e-mail",
  forcedReset: "link to set a new password",
  resetLink: "link to reset the password",
  ticketReply: "reply",
  addressChanged: "notice of the changed e-mail",
  ticketNotice: "notice of a ticket",
  ticketReceipt: "receipt for a ticket",
  agentInvitation: "invitation",
  agentReset: "link to reset the password",
  webhookDisabled: "notice of a webhook",
};

/** `invitation to ann@example.com`: how timelines name a mail. */
const mailInWords = (mail: Pick<RawMail, "kind" | "address">): string =>
  mail.address ? `${IN_WORDS[mail.kind]} to ${mail.address}` : IN_WORDS[mail.kind];

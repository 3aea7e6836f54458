import type { Ctx } from "@/server/ctx";
import { withFormer } from "@/server/customers/merging/signposts";
import { placeholders } from "@/server/db";
import { allow } from "@/server/permissions";
import { type MailKind, MailStatus } from "./mail.entity";

/** A mail as lists read one: a raw row. */
export interface MailRow {
  id: number;
  kind: MailKind;
  customerId: number | null;
  address: string | null;
  status: MailStatus;
  reason: string | null;
  subject: string | null;
  jobId: number | null;
  ticketId: number | null;
  importId: number | null;
  /** Database time, UTC; likewise the other times. */
  createdAt: string;
  sentAt: string | null;
  updatedAt: string;
}

interface RawMail {
  id: number;
  kind: MailKind;
  customer_id: number | null;
  address: string | null;
  status: MailStatus;
  reason: string | null;
  subject: string | null;
  job_id: number | null;
  ticket_id: number | null;
  import_id: number | null;
  created_at: string;
  sent_at: string | null;
  updated_at: string;
}

export interface MailPage {
  rows: MailRow[];
  hasMore: boolean;
}

const COLUMNS =
  "id, kind, customer_id, address, status, reason, subject, job_id, ticket_id, import_id, created_at, sent_at, updated_at";

/** The mails to each of these customers and to the records that were merged into theirs, newest first. `before` is the last id of the page before. */
export async function listMails(
  ctx: Ctx,
  input: { customerIds: readonly number[]; first: number; before?: number },
): Promise<Map<number, MailPage>> {
  allow(ctx.actor, "customer.view");
  const { customerIds, first, before } = input;
  const pages = new Map<number, MailPage>(customerIds.map((id) => [id, { rows: [], hasMore: false }]));
  // Each customer's walk along the index ends after one page.
  const walk = `SELECT * FROM (SELECT ${COLUMNS} FROM mails WHERE customer_id = ? ${before ? "AND id < ?" : ""} ORDER BY id DESC LIMIT ?) walk`;
  const parameters = before ? [before, first + 1] : [first + 1];
  const { recordIds, pagesOf } = await withFormer(ctx, pages);
  for (let start = 0; start < recordIds.length; start += MAX_WALKS) {
    const slice = recordIds.slice(start, start + MAX_WALKS);
    const rows = await selectMails(
      ctx,
      slice.map(() => walk).join(" UNION ALL "),
      slice.flatMap((id) => [id, ...parameters]),
    );
    for (const row of rows) for (const page of pagesOf(row.customerId ?? 0)) page.rows.push(row);
  }
  for (const [id, page] of pages) {
    // A union promises no order.
    page.rows.sort((a, b) => b.id - a.id);
    pages.set(id, pageOf(page.rows, first));
  }
  return pages;
}

/** SQLite takes 500 parts of a union. */
const MAX_WALKS = 200;

/** The mails of a mass action in the order in which they were asked for. `after` is the last id of the page before. */
export async function listJobMails(
  ctx: Ctx,
  input: { jobId: number; status?: MailStatus; first: number; after?: number },
): Promise<MailPage> {
  return listMailsOf(ctx, "job_id", input.jobId, input);
}

/** The same for the invitations of an import. */
export async function listImportMails(
  ctx: Ctx,
  input: { importId: number; status?: MailStatus; first: number; after?: number },
): Promise<MailPage> {
  return listMailsOf(ctx, "import_id", input.importId, input);
}

async function listMailsOf(
  ctx: Ctx,
  column: "job_id" | "import_id",
  id: number,
  { status, first, after = 0 }: { status?: MailStatus; first: number; after?: number },
): Promise<MailPage> {
  allow(ctx.actor, "customer.view");
  const [which, parameters] = status === undefined ? ["", []] : ["AND status = ?", [status]];
  const rows = await selectMails(
    ctx,
    `SELECT ${COLUMNS} FROM mails WHERE ${column} = ? ${which} AND id > ? ORDER BY id LIMIT ?`,
    [id, ...parameters, after, first + 1],
  );
  return pageOf(rows, first);
}

export type MailCounts = Record<MailStatus, number>;

/** How far the mails of each of these mass actions are; nobody is in the map that sent none. */
export async function countJobMails(ctx: Ctx, jobIds: readonly number[]): Promise<Map<number, MailCounts>> {
  allow(ctx.actor, "customer.view");
  return countMails(ctx, "job_id", jobIds);
}

/** The same for imports. */
export async function countImportMails(ctx: Ctx, importIds: readonly number[]): Promise<Map<number, MailCounts>> {
  allow(ctx.actor, "customer.view");
  return countMails(ctx, "import_id", importIds);
}

async function countMails(
  ctx: Ctx,
  column: "job_id" | "import_id",
  ids: readonly number[],
): Promise<Map<number, MailCounts>> {
  if (ids.length === 0) return new Map();
  const rows: { owner: number; status: MailStatus; found: number | string }[] = await ctx.db.query(
    `SELECT ${column} AS owner, status, COUNT(*) AS found FROM mails WHERE ${column} IN ${placeholders(ids.length)}
      GROUP BY ${column}, status`,
    [...ids],
  );
  const counts = new Map<number, MailCounts>();
  for (const { owner, status, found } of rows) {
    const none = Object.fromEntries(Object.values(MailStatus).map((one) => [one, 0])) as MailCounts;
    const own = counts.get(owner) ?? none;
    own[status] = Number(found);
    counts.set(owner, own);
  }
  return counts;
}

/** For verbs that have checked their actor. */
async function selectMails(ctx: Ctx, select: string, parameters: unknown[]): Promise<MailRow[]> {
  const rows: RawMail[] = await ctx.db.query(select, parameters);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    customerId: row.customer_id,
    address: row.address,
    status: row.status,
    reason: row.reason,
    subject: row.subject,
    jobId: row.job_id,
    ticketId: row.ticket_id,
    importId: row.import_id,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    updatedAt: row.updated_at,
  }));
}

/** Mails by their ids, in no promised order. */
export const mailsWithIds = (ctx: Ctx, ids: readonly number[]): Promise<MailRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : selectMails(ctx, `SELECT ${COLUMNS} FROM mails WHERE id IN ${placeholders(ids.length)}`, [...ids]);

const pageOf = (rows: MailRow[], first: number): MailPage => ({
  rows: rows.slice(0, first),
  hasMore: rows.length > first,
});

import { createHash } from "node:crypto";
import type { Ctx } from "@/server/ctx";
import { fromDbTime, insertRows, inTransaction, toDbTime } from "@/server/db";
import { isGone, newLeaseHolder } from "@/server/jobs/lease-holder";
import type { ImapConfig } from "../mail-config";

/** How far a mailbox has been read: see ImapMailbox. */
export interface Position {
  uidValidity: string | null;
  lastUid: number;
  sinceUid: number;
}

export interface MailboxLease {
  readonly key: string;
  readonly holder: string;
  readonly position: Position;
}

/** Another process reads the mailbox now. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/** Several renewals long. A process that is only slow has what it stored told apart by receiving it again. */
const LEASE_MS = 30_000;

interface Row {
  uid_validity: string | null;
  last_uid: number | string;
  since_uid: number | string;
  lease_holder: string | null;
  lease_until: string | null;
}

export const nameOfMailbox = ({ user, host, folder }: ImapConfig): string =>
  `${user} on ${host}, ${folder}`.slice(0, 255);

const keyOf = ({ user, host, port, folder }: ImapConfig): string =>
  createHash("sha256").update([host.toLowerCase(), port, user, folder].join("\n")).digest("base64url");

/** Takes the mailbox for this process; undefined while another one, which lives, has it. */
export async function leaseMailbox(ctx: Ctx, imap: ImapConfig): Promise<MailboxLease | undefined> {
  const key = keyOf(imap);
  return inTransaction(ctx, async (tx) => {
    await insertRows(
      tx.db,
      "imap_mailboxes",
      [{ mailbox_key: key, name: nameOfMailbox(imap) }],
      tx.database.kind === "sqlite" ? "ON CONFLICT DO NOTHING" : "ON DUPLICATE KEY UPDATE name = name",
    );
    const row = await rowOf(tx, key);
    const now = tx.now();
    const isHeld = row?.lease_holder && row.lease_until && fromDbTime(row.lease_until) > now;
    if (!row || (isHeld && !isGone(row.lease_holder ?? ""))) return undefined;
    const holder = newLeaseHolder();
    await tx.db.query(`UPDATE imap_mailboxes SET lease_holder = ?, lease_until = ? WHERE mailbox_key = ?`, [
      holder,
      toDbTime(new Date(now.getTime() + LEASE_MS)),
      key,
    ]);
    return { key, holder, position: positionOf(row) };
  });
}

/**
 * Keeps the mailbox, and notes how far it has been read.
 * @throws LeaseLost
 */
export async function keepMailbox(ctx: Ctx, { key, holder }: MailboxLease, position?: Position): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await rowOf(tx, key);
    if (row?.lease_holder !== holder) throw new LeaseLost("Another process reads the mailbox now.");
    const { uidValidity, lastUid, sinceUid } = position ?? positionOf(row);
    const now = tx.now();
    await tx.db.query(
      `UPDATE imap_mailboxes SET uid_validity = ?, last_uid = ?, since_uid = ?, error = NULL, read_at = ?, lease_until = ?
        WHERE mailbox_key = ?`,
      [uidValidity, lastUid, sinceUid, toDbTime(now), toDbTime(new Date(now.getTime() + LEASE_MS)), key],
    );
  });
}

/** Lets another process have it; `error` tells why this one could not read it. */
export async function releaseMailbox(ctx: Ctx, { key, holder }: MailboxLease, error: string | null): Promise<void> {
  await inTransaction(ctx, (tx) =>
    tx.db.query(
      `UPDATE imap_mailboxes SET lease_holder = NULL, lease_until = NULL, error = ? WHERE mailbox_key = ? AND lease_holder = ?`,
      [error?.slice(0, 500) ?? null, key, holder],
    ),
  );
}

export interface ImapState {
  name: string;
  readAt: Date | null;
  error: string | null;
}

/** How the reading of a mailbox goes. */
export async function imapState(ctx: Ctx, imap: ImapConfig): Promise<ImapState> {
  const [row]: { read_at: string | null; error: string | null }[] = await ctx.db.query(
    "SELECT read_at, error FROM imap_mailboxes WHERE mailbox_key = ?",
    [keyOf(imap)],
  );
  return {
    name: nameOfMailbox(imap),
    readAt: row?.read_at ? fromDbTime(row.read_at) : null,
    error: row?.error ?? null,
  };
}

async function rowOf(tx: Ctx, key: string): Promise<Row | undefined> {
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const [row]: Row[] = await tx.db.query(
    `SELECT uid_validity, last_uid, since_uid, lease_holder, lease_until FROM imap_mailboxes WHERE mailbox_key = ? ${hold}`,
    [key],
  );
  return row;
}

const positionOf = (row: Row): Position => ({
  uidValidity: row.uid_validity,
  lastUid: Number(row.last_uid),
  sinceUid: Number(row.since_uid),
});

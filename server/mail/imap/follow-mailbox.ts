import { setTimeout as sleep } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import type { Ctx } from "@/server/ctx";
import type { ImapConfig } from "../mail-config";
import { oneLine } from "../write-mail";
import { keepMailbox, type MailboxLease, type Position } from "./mailbox-lease";

/** Stores a raw message; when it resolves the message is committed. The same message again changes nothing. */
export type TakeMail = (raw: Buffer) => Promise<void>;

export interface MailboxReader {
  imap: ImapConfig;
  lease: MailboxLease;
  take: TakeMail;
  /** Of a longer message its beginning is taken, with a line in its head that tells so. */
  maxBytes: number;
  isStopping: () => boolean;
}

/** Well within the lease. */
const RENEW_MS = 8_000;
/** A look without being told: not every server tells of everything. */
const LOOK_MS = 60_000;
const STEP_MS = 250;

/**
 * Stores what is in the mailbox and what comes, until it is told to stop. A message is marked as read after it is stored, and nothing
 * else is done to it. Ends with an error when the connection does.
 */
export async function followMailbox(ctx: Ctx, reader: MailboxReader): Promise<void> {
  const client = connectionTo(reader.imap);
  const told = { isNew: true, error: undefined as Error | undefined, isClosed: false };
  client.on("exists", () => {
    told.isNew = true;
  });
  // Without a listener it would end the process.
  client.on("error", (error) => {
    told.error = error;
  });
  client.on("close", () => {
    told.isClosed = true;
  });
  try {
    await client.connect();
    let position = await openFolder(client, reader);
    await keepMailbox(ctx, reader.lease, position);
    for (let lookedAt = 0; !reader.isStopping(); ) {
      if (told.isNew || Date.now() - lookedAt > LOOK_MS) {
        told.isNew = false;
        position = await storeNew(ctx, client, reader, position);
        lookedAt = Date.now();
        // Not awaited: it goes on until there is something else to say to the server.
        client.idle().catch(() => undefined);
      }
      const keptAt = Date.now();
      while (!told.isNew && !reader.isStopping() && Date.now() - keptAt < RENEW_MS) {
        if (told.isClosed) throw told.error ?? new Error("The mail server closed the connection.");
        await sleep(STEP_MS);
      }
      await keepMailbox(ctx, reader.lease, position);
    }
    await client.logout().catch(() => undefined);
  } finally {
    client.close();
  }
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1"]);

function connectionTo({ host, port, isTls, user, password }: ImapConfig): ImapFlow {
  return new ImapFlow({
    host,
    port,
    secure: isTls,
    // A password goes over the network only encrypted.
    doSTARTTLS: isTls || LOOPBACK.has(host) ? undefined : true,
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    // Some servers and routers forget a connection on which nothing happens for half an hour, or sooner.
    maxIdleTime: 4 * 60_000,
    socketTimeout: 10 * 60_000,
  });
}

async function openFolder(client: ImapFlow, { imap, lease }: MailboxReader): Promise<Position> {
  const { uidValidity, uidNext } = await client.mailboxOpen(imap.folder);
  const now = String(uidValidity);
  const { position } = lease;
  if (position.uidValidity === now) return position;
  // The server numbers anew: whatever is there may be new, and what was stored before is known by itself when it comes again.
  const sinceUid = position.uidValidity === null ? uidNext : 0;
  return { uidValidity: now, lastUid: 0, sinceUid };
}

async function storeNew(ctx: Ctx, client: ImapFlow, reader: MailboxReader, from: Position): Promise<Position> {
  let position = from;
  for (const uid of await newUids(client, from)) {
    if (reader.isStopping()) return position;
    const raw = await rawOf(client, reader, uid);
    if (raw) await reader.take(raw);
    position = { ...position, lastUid: uid };
    await keepMailbox(ctx, reader.lease, position);
    if (raw) await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
  }
  return position;
}

/** Of a message that is too long: enough for what its sender wrote, ahead of their attachments. */
const KEPT_BYTES = 1024 * 1024;

/** Undefined when somebody has removed it meanwhile. */
async function rawOf(client: ImapFlow, { maxBytes, imap }: MailboxReader, uid: number): Promise<Buffer | undefined> {
  const found = await client.fetchOne(String(uid), { size: true }, { uid: true });
  const size = found ? (found.size ?? 0) : 0;
  const isLong = size > maxBytes;
  const query = isLong ? { source: { start: 0, maxLength: Math.min(KEPT_BYTES, maxBytes) } } : { source: true };
  const message = await client.fetchOne(String(uid), query, { uid: true });
  const source = message ? message.source : undefined;
  if (!source || !isLong) return source;
  const note = `X-Deskfolk-Note: Cut short. All ${size} bytes of it are in the mailbox of ${oneLine(imap.user)}.\r\n`;
  return Buffer.concat([Buffer.from(note), source]);
}

/** In ascending order. */
async function newUids(client: ImapFlow, { lastUid, sinceUid }: Position): Promise<number[]> {
  // `7:*` names the last message even when its UID is below 7 (RFC 3501, 6.4.8).
  const later = (await client.search({ uid: `${lastUid + 1}:*` }, { uid: true })) || [];
  const isLeft = lastUid + 1 < sinceUid;
  const unread = isLeft
    ? (await client.search({ uid: `${lastUid + 1}:${sinceUid - 1}`, seen: false }, { uid: true })) || []
    : [];
  const isUnread = new Set(unread);
  return later.filter((uid) => uid > lastUid && (uid >= sinceUid || isUnread.has(uid))).sort((a, b) => a - b);
}

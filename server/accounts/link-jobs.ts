import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { CustomerSource } from "@/server/customers/customer.entity";
import { lockCustomers } from "@/server/customers/lock-customers";
import { blankCustomer, insertCustomers } from "@/server/customers/write-customers";
import type { JobHandler } from "@/server/jobs/run-job";
import { type MailKind, queueMails } from "@/server/mail/queue-mail";
import { readSettings } from "@/server/settings/settings";
import { sendAgentLink } from "./agent-passwords";
import { sendChangeLink } from "./change-email";
import { ADDRESS_PURPOSE, type LinkPurpose } from "./customer-link.entity";
import { issueAddressLink, issueLinks } from "./customer-links";
import { onceOnly } from "./once-only";
import { keepRegistration } from "./pending-registrations";

/** What somebody has asked for at an address. */
export interface WantedLink {
  emailKey: string;
  wanted: "password" | "confirmation";
}

/** What somebody has typed to register. */
export interface Registration {
  emailKey: string;
  email: string;
  firstName: string;
  lastName: string;
  /** Of the password that they have typed, whoever they are. */
  passwordHash: string;
}

/** The owner of an address, as far as links go. */
interface Owner {
  id: number;
  identifier_key: string;
  /** The address as it was typed. */
  value: string;
  /** 1 for the address that mail goes to, null for their others. */
  primary_slot: 1 | null;
  is_verified: number;
  is_active: number;
  hub_access: number;
  is_blocked: number;
  is_deleted: number;
  password_hash: string | null;
  password_set_at: string | null;
  pending_password_hash: string | null;
}

const sendLink = onceOnly<WantedLink>(async (tx, { emailKey, wanted }) => {
  const owner = await lockOwner(tx, emailKey);
  if (!owner || !(await mayHaveLinks(tx, owner))) return;
  // A registration is confirmed with what was typed then; asking for a password instead discards it.
  if (wanted === "confirmation" && owner.pending_password_hash)
    return mailLink(tx, owner.id, "confirm", owner.pending_password_hash);
  // Whoever has had a password sets the next one; for everybody else it is their first.
  if (!owner.password_hash && !owner.password_set_at) return mailLink(tx, owner.id, "invitation");
  if (wanted === "password" || !owner.password_hash) return mailLink(tx, owner.id, "reset");
  // They know the password and may not sign in with this one of their addresses yet: only a mail to it shows that it is theirs.
  if (owner.is_active && !owner.is_verified && owner.primary_slot === null) return mailToOther(tx, owner);
  if (!owner.is_active || !owner.is_verified) await mailLink(tx, owner.id, "confirm");
});

const register = onceOnly<Registration>(async (tx, typed) => {
  await keepRegistration(tx, typed.emailKey, typed.passwordHash);
  const owner = await lockOwner(tx, typed.emailKey);
  if (!owner) return mailLink(tx, await insertCustomer(tx, typed), "confirm", typed.passwordHash);
  if (!owner.hub_access || !(await mayHaveLinks(tx, owner))) return;
  // Who has a password needs no second account: the way back into theirs is a new password.
  if (owner.password_hash) return mailLink(tx, owner.id, "reset");
  await mailLink(tx, owner.id, "confirm", typed.passwordHash);
});

/** The jobs of this folder, for the worker. */
export const accountJobs: ReadonlyMap<string, JobHandler> = new Map([
  ["accounts.sendLink", sendLink],
  ["accounts.register", register],
  ["accounts.changeEmail", sendChangeLink],
  ["accounts.sendAgentLink", sendAgentLink],
]);

async function lockOwner(tx: Ctx, emailKey: string): Promise<Owner | undefined> {
  const found = await findOwner(tx, emailKey);
  if (!found) return undefined;
  await lockCustomers(tx, [found.id]);
  return findOwner(tx, emailKey);
}

/** By any of their addresses. A mail that gets somebody in goes to the primary one, whichever was typed: who asks for a link proves nothing. */
async function findOwner(tx: Ctx, emailKey: string): Promise<Owner | undefined> {
  const [row]: Owner[] = await tx.db.query(
    `SELECT c.id, i.identifier_key, i.value, i.primary_slot, i.is_verified, c.is_active, c.hub_access, c.is_blocked, c.is_deleted,
        l.password_hash, l.password_set_at, k.pending_password_hash
      FROM customer_identifiers i JOIN customers c ON c.id = i.customer_id
      LEFT JOIN customer_logins l ON l.customer_id = c.id
      LEFT JOIN customer_links k ON k.customer_id = c.id
      WHERE i.kind = 'email' AND i.identifier_key = ?`,
    [emailKey],
  );
  // MySQL holds a key with spaces at its end for the same one.
  return row?.identifier_key === emailKey ? row : undefined;
}

async function mayHaveLinks(tx: Ctx, owner: Owner): Promise<boolean> {
  return !owner.is_deleted && !owner.is_blocked && (await readSettings(tx)).hubActivated;
}

const MAILS: Record<LinkPurpose, MailKind> = {
  confirm: "confirmEmail",
  invitation: "accountCreated",
  reset: "resetLink",
};

async function mailLink(tx: Ctx, customerId: number, purpose: LinkPurpose, pendingPassword?: string): Promise<void> {
  const pending = new Map(pendingPassword ? [[customerId, pendingPassword]] : []);
  const links = await issueLinks(tx, purpose, [customerId], pending);
  await queueMails(tx, [{ kind: MAILS[purpose], to: { customerId }, values: { link: links.get(customerId) ?? "" } }]);
}

async function mailToOther(tx: Ctx, { id, identifier_key: key, value, hub_access }: Owner): Promise<void> {
  if (!hub_access) return;
  const link = await issueAddressLink(tx, ADDRESS_PURPOSE, id, { key, value });
  await queueMails(tx, [{ kind: "confirmAddress", to: { customerId: id, address: value }, values: { link } }]);
}

async function insertCustomer(tx: Ctx, { emailKey, email, firstName, lastName }: Registration): Promise<number> {
  const settings = await readSettings(tx);
  const customer = { ...blankCustomer(CustomerSource.PORTAL, settings), emailKey, email, firstName, lastName };
  const [id = 0] = await insertCustomers(tx, [customer]);
  await recordActivity(tx, [{ customerId: id, action: "customer.created" }]);
  return id;
}

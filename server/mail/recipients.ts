import type { EntityManager } from "typeorm";
import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { placeholders } from "@/server/db";
import { readSettings } from "@/server/settings/settings";
import type { MailKind } from "./mail.entity";

/** To whom a mail goes, before it is known whether they may get it. */
export interface Addressee {
  kind: MailKind;
  customerId: number | null;
  agentId: number | null;
  /** An address of the mail's own; null for the recipient's. */
  fixedAddress: string | null;
}

/** Where a mail goes, and why it does not. */
export interface Recipient {
  address: string | null;
  skipped?: string;
}

/** Mail about an account that the Customer Hub is needed for: none while the Hub is off for the customer (PRODUCT S6). */
const ACCOUNT_MAIL: ReadonlySet<MailKind> = new Set<MailKind>([
  "accountCreated",
  "confirmEmail",
  "changeEmail",
  "confirmAddress",
]);

/** Carries a link of the record that it was written for, which opens nothing once that record is merged into another. */
const LINK_MAIL: ReadonlySet<MailKind> = new Set<MailKind>([
  "accountCreated",
  "confirmEmail",
  "changeEmail",
  "confirmAddress",
  "forcedReset",
  "resetLink",
]);

interface CustomerState {
  id: number;
  /** All else is of the customer whom they were merged into. */
  is_merged: number;
  address: string | null;
  is_deleted: number;
  is_blocked: number;
  hub_access: number;
}

interface AgentState {
  id: number;
  address: string;
  is_active: number;
  /** Whether an invitation waits for them. */
  is_invited: number;
}

/** As it stands at this moment, by PRODUCT section 2; a handful of statements however many. In the order given. */
export async function findRecipients(ctx: Ctx, mails: readonly Addressee[]): Promise<Recipient[]> {
  const { hubActivated } = await readSettings(ctx);
  const customers = await customerStates(ctx.db, mails);
  const agents = await agentStates(ctx.db, mails);
  const found = mails.map((mail) =>
    mail.agentId === null
      ? customerRecipient(mail, customers.get(mail.customerId ?? 0), hubActivated)
      : agentRecipient(mail, agents.get(mail.agentId)),
  );
  const bad = await undeliverable(
    ctx.db,
    found.flatMap(({ address, skipped }) => (address && !skipped ? [address] : [])),
  );
  return found.map((one) =>
    one.address && !one.skipped && bad.has(keyOf(one.address))
      ? { ...one, skipped: "mail to this address bounced" }
      : one,
  );
}

function customerRecipient(mail: Addressee, customer: CustomerState | undefined, hubActivated: boolean): Recipient {
  const address = mail.fixedAddress ?? customer?.address ?? null;
  // It came from outside; the customer's own was checked when it was saved.
  if (mail.fixedAddress !== null && !parseEmail(mail.fixedAddress).ok)
    return { address, skipped: "has no usable address" };
  if (!customer) return { address, skipped: "does not exist" };
  if (customer.is_merged === 1 && LINK_MAIL.has(mail.kind))
    return { address, skipped: "was merged into another customer" };
  if (customer.is_deleted === 1) return { address, skipped: "is deleted" };
  if (customer.is_blocked === 1) return { address, skipped: "is blocked" };
  if (!hubActivated && ACCOUNT_MAIL.has(mail.kind)) return { address, skipped: "the Customer Hub is not activated" };
  if (customer.hub_access === 0 && ACCOUNT_MAIL.has(mail.kind)) return { address, skipped: "has Hub access off" };
  return address === null ? { address, skipped: "has no e-mail" } : { address };
}

function agentRecipient({ kind }: Addressee, agent: AgentState | undefined): Recipient {
  if (!agent) return { address: null, skipped: "does not exist" };
  if (kind === "agentInvitation" && agent.is_active === 1) return { address: agent.address, skipped: "is in already" };
  if (kind === "agentInvitation" && agent.is_invited === 1) return { address: agent.address };
  return agent.is_active === 1 ? { address: agent.address } : { address: agent.address, skipped: "is deactivated" };
}

async function customerStates(db: EntityManager, mails: readonly Addressee[]): Promise<Map<number, CustomerState>> {
  const ids = [...new Set(mails.flatMap((mail) => mail.customerId ?? []))];
  const rows: CustomerState[] = await inLots(ids, (lot) =>
    db.query(
      `SELECT m.id, m.merged_into_id IS NOT NULL AS is_merged, c.is_deleted, c.is_blocked, c.hub_access, e.value AS address
        FROM customers m JOIN customers c ON c.id = COALESCE(m.merged_into_id, m.id)
        LEFT JOIN customer_identifiers e ON e.customer_id = c.id AND e.kind = 'email' AND e.primary_slot = 1
        WHERE m.id IN ${placeholders(lot.length)}`,
      lot,
    ),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function agentStates(db: EntityManager, mails: readonly Addressee[]): Promise<Map<number, AgentState>> {
  const ids = [...new Set(mails.flatMap((mail) => mail.agentId ?? []))];
  const rows: AgentState[] = await inLots(ids, (lot) =>
    db.query(
      `SELECT a.id, a.email AS address, a.is_active, CASE WHEN k.agent_id IS NULL THEN 0 ELSE 1 END AS is_invited
        FROM agents a LEFT JOIN agent_links k ON k.agent_id = a.id AND k.purpose = 'invitation'
        WHERE a.id IN ${placeholders(lot.length)}`,
      lot,
    ),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function undeliverable(db: EntityManager, addresses: readonly string[]): Promise<Set<string>> {
  const rows: { address_key: string }[] = await inLots([...new Set(addresses.map(keyOf))], (lot) =>
    db.query(`SELECT address_key FROM undeliverable_addresses WHERE address_key IN ${placeholders(lot.length)}`, lot),
  );
  return new Set(rows.map((row) => row.address_key));
}

/** By which addresses are compared; one that is none is compared as it stands. */
export function keyOf(address: string): string {
  const parsed = parseEmail(address);
  return parsed.ok ? parsed.key : address;
}

/** SQLite takes 32,766 parameters a statement. */
const LOT = 1000;

async function inLots<T, R>(values: readonly T[], select: (lot: T[]) => Promise<R[]>): Promise<R[]> {
  const found: R[] = [];
  for (let start = 0; start < values.length; start += LOT) {
    found.push(...(await select(values.slice(start, start + LOT))));
  }
  return found;
}

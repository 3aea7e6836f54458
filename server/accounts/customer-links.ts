import type { Ctx } from "@/server/ctx";
import { lockCustomers } from "@/server/customers/lock-customers";
import { insertRows, placeholders, toDbTime } from "@/server/db";
import type { AddressLinkPurpose, LinkPurpose } from "./customer-link.entity";
import { hashOfSecret, newSecret } from "./secret";

export type { LinkPurpose } from "./customer-link.entity";

const HOURS = 3_600_000;
/** What a link is good for, by why it was sent. */
export const LINK_LIFE_MS: Record<LinkPurpose, number> = {
  confirm: 72 * HOURS,
  invitation: 72 * HOURS,
  reset: 24 * HOURS,
};

/** Each statement names a thousand at most. */
const SLICE = 1000;

/** Calls `work` for the ids in slices that one statement can name. */
export async function inSlices(ids: readonly number[], work: (slice: number[]) => Promise<void>): Promise<void> {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  for (let start = 0; start < sorted.length; start += SLICE) await work(sorted.slice(start, start + SLICE));
}

/**
 * Ends the customers' older links and makes new ones. Returns the absolute address of each customer's; only a hash of its secret is kept.
 * @param pendingPasswords customer id → hash of the password that whoever registers has chosen
 */
export async function issueLinks(
  tx: Ctx,
  purpose: LinkPurpose,
  customerIds: readonly number[],
  pendingPasswords: ReadonlyMap<number, string> = new Map(),
): Promise<Map<number, string>> {
  const links = new Map<number, string>();
  const now = tx.now();
  await inSlices(customerIds, async (ids) => {
    // Two who ask for a link of one customer at the same moment take turns; the later one's link is the one that works.
    await lockCustomers(tx, ids);
    await removeLinks(tx, ids);
    const addresses = await addressesOf(tx, ids);
    const rows = ids.map((customerId) => {
      const secret = newSecret();
      links.set(customerId, `${tx.config.appUrl}${LINK_PATHS[purpose]}?token=${secret}`);
      return {
        customer_id: customerId,
        token_hash: hashOfSecret(secret),
        purpose,
        email_key: addresses.get(customerId) ?? null,
        pending_password_hash: pendingPasswords.get(customerId) ?? null,
        created_at: toDbTime(now),
        expires_at: toDbTime(new Date(now.getTime() + LINK_LIFE_MS[purpose])),
      };
    });
    await insertRows(tx.db, "customer_links", rows);
  });
  return links;
}

const ADDRESS_LIFE_MS = 24 * HOURS;

/** Ends the customer's older links and makes one that is to prove an address which they want to change to, or have beside the primary one. */
export async function issueAddressLink(
  tx: Ctx,
  purpose: AddressLinkPurpose,
  customerId: number,
  { key, value }: { key: string; value: string },
): Promise<string> {
  await removeLinks(tx, [customerId]);
  const secret = newSecret();
  const now = tx.now();
  await insertRows(tx.db, "customer_links", [
    {
      customer_id: customerId,
      token_hash: hashOfSecret(secret),
      purpose,
      email_key: key,
      new_email: value,
      pending_password_hash: null,
      created_at: toDbTime(now),
      expires_at: toDbTime(new Date(now.getTime() + ADDRESS_LIFE_MS)),
    },
  ]);
  return `${tx.config.appUrl}/hub/confirm-address?token=${secret}`;
}

/** Where a link leads. The pages only look; what they send uses it. */
const LINK_PATHS: Record<LinkPurpose, string> = {
  confirm: "/hub/confirm",
  invitation: "/hub/set-password",
  reset: "/hub/set-password",
};

/** Ends the customers' links, whatever they were for. */
export async function removeLinks(tx: Ctx, ids: readonly number[]): Promise<void> {
  await tx.db.query(`DELETE FROM customer_links WHERE customer_id IN ${placeholders(ids.length)}`, [...ids]);
}

async function addressesOf(tx: Ctx, ids: readonly number[]): Promise<Map<number, string>> {
  const rows: { customer_id: number; identifier_key: string }[] = await tx.db.query(
    `SELECT customer_id, identifier_key FROM customer_identifiers
      WHERE kind = 'email' AND primary_slot = 1 AND customer_id IN ${placeholders(ids.length)}`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.customer_id, row.identifier_key]));
}

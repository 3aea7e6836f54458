import type { Ctx } from "@/server/ctx";
import { toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { ADDRESS_PURPOSE, CHANGE_PURPOSE, type LinkPurpose } from "./customer-link.entity";
import { hashOfSecret } from "./secret";

/** A link that somebody has followed, with what decides over whether it still opens anything. */
export interface FollowedLink {
  customerId: number;
  purpose: LinkPurpose;
  emailKey: string;
  /** The address as it was typed. */
  email: string;
  pendingPasswordHash: string | null;
  firstName: string;
  lastName: string;
  isActive: boolean;
  hasPassword: boolean;
  isExpired: boolean;
}

interface RawLink {
  customer_id: number;
  purpose: LinkPurpose;
  email_key: string;
  email: string;
  pending_password_hash: string | null;
  expires_at: string;
  first_name: string;
  last_name: string;
  is_active: number;
  password_hash: string | null;
}

/** Whether it can be a link's secret at all. */
export const isSecret = (token: string): boolean => /^[\w-]{20,100}$/.test(token);

/**
 * The link with this secret, expired or not. Undefined for a used or replaced one, for one whose address is not the customer's any
 * more (who reads the former mailbox must not get in), and for one of a blocked or deleted customer.
 */
export async function findLink(ctx: Ctx, token: string): Promise<FollowedLink | undefined> {
  if (!isSecret(token)) return undefined;
  const [raw]: RawLink[] = await ctx.db.query(
    `SELECT k.customer_id, k.purpose, k.email_key, i.value AS email, k.pending_password_hash, k.expires_at,
        c.first_name, c.last_name, c.is_active, l.password_hash
      FROM customer_links k JOIN customers c ON c.id = k.customer_id
      JOIN customer_identifiers i ON i.customer_id = c.id AND i.kind = 'email' AND i.identifier_key = k.email_key
      LEFT JOIN customer_logins l ON l.customer_id = c.id
      WHERE k.token_hash = ? AND k.purpose NOT IN (?, ?) AND c.is_blocked = 0 AND c.is_deleted = 0`,
    [hashOfSecret(token), CHANGE_PURPOSE, ADDRESS_PURPOSE],
  );
  if (!raw) return undefined;
  return {
    customerId: raw.customer_id,
    purpose: raw.purpose,
    emailKey: raw.email_key,
    email: raw.email,
    pendingPasswordHash: raw.pending_password_hash,
    firstName: raw.first_name,
    lastName: raw.last_name,
    isActive: raw.is_active === 1,
    hasPassword: raw.password_hash !== null,
    isExpired: raw.expires_at <= toDbTime(ctx.now()),
  };
}

/** The link, if it still opens something. */
export async function findLivingLink(ctx: Ctx, token: string): Promise<FollowedLink> {
  const link = await findLink(ctx, token);
  if (!link) throw new UserError("token", "This link has been used, or a newer one was sent. Ask for a new link.");
  if (link.isExpired) throw new UserError("token", "This link has expired. Ask for a new link.");
  return link;
}

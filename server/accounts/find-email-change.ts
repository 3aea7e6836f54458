import type { Ctx } from "@/server/ctx";
import { toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { ADDRESS_PURPOSE, type AddressLinkPurpose, CHANGE_PURPOSE } from "./customer-link.entity";
import { isSecret } from "./find-link";
import { hashOfSecret } from "./secret";

/** An address that a customer wants to change to, or has beside the primary one, by the link that was sent there. */
export interface EmailChange {
  customerId: number;
  purpose: AddressLinkPurpose;
  emailKey: string;
  /** The address as it was typed. */
  email: string;
  isExpired: boolean;
}

interface RawChange {
  customer_id: number;
  purpose: AddressLinkPurpose;
  email_key: string;
  new_email: string;
  expires_at: string;
}

/** The change with this secret, expired or not. Undefined for a used or replaced one, and for a customer who could not sign in. */
export async function findEmailChange(ctx: Ctx, token: string): Promise<EmailChange | undefined> {
  if (!isSecret(token)) return undefined;
  const [raw]: RawChange[] = await ctx.db.query(
    `SELECT k.customer_id, k.purpose, k.email_key, k.new_email, k.expires_at
      FROM customer_links k JOIN customers c ON c.id = k.customer_id
      WHERE k.token_hash = ? AND k.purpose IN (?, ?) AND c.is_active = 1 AND c.hub_access = 1 AND c.is_blocked = 0 AND c.is_deleted = 0`,
    [hashOfSecret(token), CHANGE_PURPOSE, ADDRESS_PURPOSE],
  );
  if (!raw) return undefined;
  const { customer_id: customerId, purpose, email_key: emailKey, new_email: email } = raw;
  return { customerId, purpose, emailKey, email, isExpired: raw.expires_at <= toDbTime(ctx.now()) };
}

/** The change, if its link still opens something. */
export async function findLivingChange(ctx: Ctx, token: string): Promise<EmailChange> {
  const change = await findEmailChange(ctx, token);
  if (!change) throw new UserError("token", "This link has been used, or a newer one was sent. Ask for it again.");
  if (change.isExpired) throw new UserError("token", "This link has expired. Ask for it again.");
  return change;
}

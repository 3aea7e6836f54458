import { issueLinks, type LinkPurpose } from "@/server/accounts/customer-links";
import { accountJobs } from "@/server/accounts/link-jobs";
import { setPassword } from "@/server/accounts/set-password";
import type { Ctx } from "@/server/ctx";
import type { CustomerRow } from "@/server/customers/customer-row";
import type { SaveCustomer } from "@/server/customers/save-customer";
import { inTransaction } from "@/server/db";
import { runNextJob } from "@/server/jobs/run-job";
import { unseal } from "@/server/mail/sealed-text";
import { NOBODY } from "@/server/permissions";
import { aCustomer, customerWith } from "./customers";

export const HUB_PASSWORD = "seven quiet lanterns";

/** A customer who has set a password by the link of their invitation, and can sign in to the Hub. */
export async function aHubCustomer(ctx: Ctx, input: SaveCustomer = {}): Promise<CustomerRow & { email: string }> {
  const { id } = await aCustomer(ctx, input);
  await setPassword({ ...ctx, actor: NOBODY }, { token: await aToken(ctx, id, "invitation"), password: HUB_PASSWORD });
  const customer = await customerWith(ctx, id);
  return { ...customer, email: customer.email ?? "" };
}

/** The secret of a fresh link. */
export async function aToken(ctx: Ctx, customerId: number, purpose: LinkPurpose = "reset"): Promise<string> {
  const links = await inTransaction(ctx, (tx) => issueLinks(tx, purpose, [customerId]));
  return tokenOf(links.get(customerId));
}

/** Finds out who gets which link, as the worker does. The mails wait: nothing is sent. */
export async function workOff(ctx: Ctx): Promise<void> {
  while (await runNextJob(ctx, accountJobs));
}

/** The mails that wait for a customer, with the secret of the link in each, oldest first. */
export async function mailsTo(
  ctx: Ctx,
  customerId: number,
): Promise<{ kind: string; status: string; token: string }[]> {
  const mails: { id: number; kind: string; status: string }[] = await ctx.db.query(
    "SELECT id, kind, status FROM mails WHERE customer_id = ? ORDER BY id",
    [customerId],
  );
  const found = [];
  for (const { id, kind, status } of mails) {
    const parts: { sealed: string }[] = await ctx.db.query(
      "SELECT sealed FROM mail_values WHERE mail_id = ? ORDER BY part",
      [id],
    );
    const values =
      parts.length > 0
        ? JSON.parse(
            await unseal(
              ctx.config,
              parts.map((part) => part.sealed),
            ),
          )
        : {};
    found.push({ kind, status, token: tokenOf(values.link) });
  }
  return found;
}

const tokenOf = (link: string | undefined): string => (link ? (new URL(link).searchParams.get("token") ?? "") : "");

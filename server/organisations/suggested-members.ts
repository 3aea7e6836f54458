import type { Ctx } from "@/server/ctx";
import { type CustomerRow, selectCustomers } from "@/server/customers/customer-row";
import { wordTokens } from "@/server/customers/identity/word-tokens";
import { placeholders } from "@/server/db";
import type { Page, PageOf } from "@/server/page-of-each";
import { allow } from "@/server/permissions";
import { domainsOf } from "./domains-of";

/**
 * Customers without an organisation whose address is of one of this organisation's domains (PRODUCT D9), those made last first. The
 * search's own words find them, so that nothing is read of all the others.
 */
export async function listSuggestedMembers(
  ctx: Ctx,
  { organisationId, first, after }: { organisationId: number } & PageOf,
): Promise<Page<CustomerRow>> {
  allow(ctx.actor, "customer.view");
  const domains = (await domainsOf(ctx, [organisationId])).get(organisationId) ?? [];
  const words = [...new Set(domains.map(tellingWord))];
  if (words.length === 0) return { rows: [], hasMore: false };
  const isOfOne = domains.map(() => "i.identifier_key LIKE ? ESCAPE '!'").join(" OR ");
  const found: { id: number }[] = await ctx.db.query(
    `SELECT DISTINCT c.id FROM customer_words w JOIN customers c ON c.id = w.customer_id
      JOIN customer_identifiers i ON i.customer_id = c.id AND i.kind = 'email' AND i.primary_slot = 1
      WHERE w.word IN ${placeholders(words.length)} AND c.is_deleted = 0 AND c.organisation_id IS NULL AND (${isOfOne})
        ${after === undefined ? "" : "AND c.id < ?"} ORDER BY c.id DESC LIMIT ?`,
    [
      ...words,
      ...domains.map((domain) => `%@${domain.replace(/[!%_]/g, "!$&")}`),
      ...(after === undefined ? [] : [after]),
      first + 1,
    ],
  );
  const ids = found.slice(0, first).map(({ id }) => id);
  if (ids.length === 0) return { rows: [], hasMore: false };
  const rows = await selectCustomers(ctx.db, `WHERE c.id IN ${placeholders(ids.length)} ORDER BY c.id DESC`, ids);
  return { rows, hasMore: found.length > first };
}

/** The longest part before the last dot: `acme` of acme.co.uk is shared by fewer than `co`. */
function tellingWord(domain: string): string {
  const words = wordTokens(domain.slice(0, domain.lastIndexOf("."))).map(({ text }) => text);
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), "");
}

import type { EntityManager } from "typeorm";
import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { allow } from "@/server/permissions";
import { domainOf } from "./email-domains";
import { Newcomers } from "./organisation.entity";

/** An organisation that has a domain. */
export interface DomainOwner {
  id: number;
  name: string;
  newcomers: Newcomers;
}

/** Whose these domains are, of those that are somebody's. */
export async function ownersOfDomains(
  db: EntityManager,
  domains: readonly string[],
): Promise<Map<string, DomainOwner>> {
  const distinct = [...new Set(domains)];
  if (distinct.length === 0) return new Map();
  const rows: (DomainOwner & { domain: string })[] = await db.query(
    `SELECT d.domain, o.id, o.name, o.newcomers FROM organisation_domains d JOIN organisations o ON o.id = d.organisation_id
      WHERE d.domain IN ${placeholders(distinct.length)}`,
    distinct,
  );
  // MySQL holds a key with spaces at its end for the same one.
  return new Map(rows.filter(({ domain }) => distinct.includes(domain)).map(({ domain, ...owner }) => [domain, owner]));
}

/** The organisations that new customers with these addresses become members of, by address. */
export async function organisationsToJoin(
  db: EntityManager,
  emailKeys: readonly string[],
): Promise<Map<string, { id: number; name: string }>> {
  const owners = await ownersOfDomains(db, emailKeys.map(domainOf));
  return new Map(
    emailKeys.flatMap((key) => {
      const owner = owners.get(domainOf(key));
      return owner?.newcomers === Newcomers.JOIN ? [[key, { id: owner.id, name: owner.name }] as const] : [];
    }),
  );
}

/** The one that a new customer with this address becomes a member of. */
export async function organisationToJoin(
  db: EntityManager,
  emailKey: string | null | undefined,
): Promise<{ id: number; name: string } | undefined> {
  return emailKey ? (await organisationsToJoin(db, [emailKey])).get(emailKey) : undefined;
}

/** The domains of these organisations, in the order of the alphabet. */
export async function domainsOf(ctx: Ctx, organisationIds: readonly number[]): Promise<Map<number, string[]>> {
  allow(ctx.actor, "customer.view");
  const found = new Map<number, string[]>(organisationIds.map((id) => [id, []]));
  if (organisationIds.length === 0) return found;
  const rows: { organisation_id: number; domain: string }[] = await ctx.db.query(
    `SELECT organisation_id, domain FROM organisation_domains WHERE organisation_id IN ${placeholders(organisationIds.length)} ORDER BY domain`,
    [...organisationIds],
  );
  for (const row of rows) found.get(row.organisation_id)?.push(row.domain);
  return found;
}

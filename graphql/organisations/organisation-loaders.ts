import DataLoader from "dataloader";
import { pageLoaders } from "@/graphql/tickets/ticket-loaders";
import type { Ctx } from "@/server/ctx";
import type { CustomerRow } from "@/server/customers/customer-row";
import { domainsOf, ownersOfDomains } from "@/server/organisations/domains-of";
import {
  countMembers,
  countOpenTickets,
  type GranteeRow,
  listGrants,
  listMembers,
} from "@/server/organisations/organisation-parts";
import { type OrganisationRow, organisationsWithIds } from "@/server/organisations/organisations";
import type { Page, PageOf } from "@/server/page-of-each";

/** What hangs on organisations, each fetched once for all that are asked for. */
export interface OrganisationLoaders {
  domains: DataLoader<number, string[]>;
  memberCounts: DataLoader<number, number>;
  openTicketCounts: DataLoader<number, number>;
  /** The organisation that an e-mail domain belongs to; null for none. */
  ofDomain: DataLoader<string, OrganisationRow | null>;
  members(page: PageOf): DataLoader<number, Page<CustomerRow>>;
  grants(page: PageOf): DataLoader<number, Page<GranteeRow>>;
}

/** Each is counted by a part of a union, of which SQLite takes 500. */
const MOST_COUNTED = 100;

export function createOrganisationLoaders(ctx: Ctx): OrganisationLoaders {
  return {
    domains: new DataLoader(async (ids) => {
      const found = await domainsOf(ctx, ids);
      return ids.map((id) => found.get(id) ?? []);
    }),
    memberCounts: counts(ctx, countMembers),
    openTicketCounts: counts(ctx, countOpenTickets),
    ofDomain: new DataLoader(async (domains) => {
      const owners = await ownersOfDomains(ctx.db, domains);
      const rows = await organisationsWithIds(ctx, [...new Set([...owners.values()].map(({ id }) => id))]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return domains.map((domain) => byId.get(owners.get(domain)?.id ?? 0) ?? null);
    }),
    members: pageLoaders((page: PageOf, organisationIds) => listMembers(ctx, { organisationIds, ...page })),
    grants: pageLoaders((page: PageOf, organisationIds) => listGrants(ctx, { organisationIds, ...page })),
  };
}

const counts = (ctx: Ctx, count: typeof countMembers): DataLoader<number, number> =>
  new DataLoader(
    async (ids) => {
      const found = await count(ctx, ids);
      return ids.map((id) => found.get(id) ?? 0);
    },
    { maxBatchSize: MOST_COUNTED },
  );

import DataLoader from "dataloader";
import { customersWithPassword } from "@/server/accounts/customer-logins";
import { type ActivityPage, type ActivityPlace, listActivities } from "@/server/activity/list-activity";
import type { Ctx } from "@/server/ctx";
import type { AttributeDefinition } from "@/server/customers/attribute-definition.entity";
import { allDefinitions } from "@/server/customers/attribute-definitions";
import { type AttributeRow, attributesOf } from "@/server/customers/attributes-of";
import { listCustomerNotes, type NoteRow } from "@/server/customers/customer-notes";
import { type CustomerRow, selectCustomers } from "@/server/customers/customer-row";
import { customerTagsOf } from "@/server/customers/customer-tags";
import { type IdentifierRow, identifiersOf } from "@/server/customers/identifiers-of";
import {
  type MergeLeftover,
  type MergeRow,
  mergeLeftoversOf,
  mergesWithIds,
  standingMergesOf,
} from "@/server/customers/merging/find-merges";
import { formerIdsOf } from "@/server/customers/merging/signposts";
import { placeholders } from "@/server/db";
import { countResultsOfJobs, findJobs, type JobCounts } from "@/server/jobs/find-job";
import type { Job } from "@/server/jobs/job.entity";
import { type GrantRow, grantsOf } from "@/server/organisations/grants-of";
import { type OrganisationRow, organisationsWithIds } from "@/server/organisations/organisations";
import type { Page, PageOf } from "@/server/page-of-each";
import { createMailLoaders, type MailLoaders } from "./mail/mail-loaders";
import { createOrganisationLoaders, type OrganisationLoaders } from "./organisations/organisation-loaders";
import { createTicketLoaders, pageLoaders, type TicketLoaders } from "./tickets/ticket-loaders";

/** One set a request: what hangs on each of many customers is fetched once for all of them. */
export interface Loaders {
  definitions(): Promise<AttributeDefinition[]>;
  attributes: DataLoader<number, AttributeRow[]>;
  grants: DataLoader<number, GrantRow[]>;
  customers: DataLoader<number, CustomerRow | undefined>;
  /** The same, and for a merged record the customer whom it became. */
  survivors: DataLoader<number, CustomerRow | undefined>;
  organisations: DataLoader<number, OrganisationRow | undefined>;
  organisationParts: OrganisationLoaders;
  /** A loader for each kind of page, since aliases may ask for several. */
  activity(page: { first: number; before?: ActivityPlace }): DataLoader<number, ActivityPage>;
  tickets: TicketLoaders;
  mails: MailLoaders;
  identifiers: DataLoader<number, IdentifierRow[]>;
  /** The records that were merged into each. */
  formerIds: DataLoader<number, number[]>;
  merges: DataLoader<number, MergeRow | undefined>;
  /** By the merged record. */
  standingMerges: DataLoader<number, MergeRow | undefined>;
  mergeLeftovers: DataLoader<number, MergeLeftover[]>;
  /** Whether they have ever set a password for the Hub. */
  passwords: DataLoader<number, boolean>;
  customerTags: DataLoader<number, string[]>;
  customerNotes(page: PageOf): DataLoader<number, Page<NoteRow>>;
  /** How the customers of a mass action ended; undefined for other jobs. */
  jobCounts: DataLoader<number, JobCounts | undefined>;
  jobs: DataLoader<number, Job | undefined>;
}

export function createLoaders(ctx: Ctx): Loaders {
  let definitions: Promise<AttributeDefinition[]> | undefined;
  const activity = new Map<string, DataLoader<number, ActivityPage>>();
  const customers = new DataLoader<number, CustomerRow | undefined>(async (ids) => {
    const found = await selectCustomers(ctx.db, `WHERE c.id IN ${placeholders(ids.length)}`, [...ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id));
  });
  return {
    tickets: createTicketLoaders(ctx),
    organisationParts: createOrganisationLoaders(ctx),
    mails: createMailLoaders(ctx),
    identifiers: new DataLoader(async (ids) => {
      const rows = await identifiersOf(ctx.db, ids);
      return ids.map((id) => rows.get(id) ?? []);
    }),
    formerIds: new DataLoader(async (ids) => {
      const former = await formerIdsOf(ctx, ids);
      return ids.map((id) => former.get(id) ?? []);
    }),
    merges: new DataLoader(async (ids) => {
      const found = await mergesWithIds(ctx, ids);
      return ids.map((id) => found.get(id));
    }),
    standingMerges: new DataLoader(async (ids) => {
      const found = await standingMergesOf(ctx, ids);
      return ids.map((id) => found.get(id));
    }),
    mergeLeftovers: new DataLoader(async (ids) => {
      const found = await mergeLeftoversOf(ctx, ids);
      return ids.map((id) => found.get(id) ?? []);
    }),
    passwords: new DataLoader(async (ids) => {
      const found = await customersWithPassword(ctx, ids);
      return ids.map((id) => found.has(id));
    }),
    customerTags: new DataLoader(async (ids) => {
      const tags = await customerTagsOf(ctx, ids);
      return ids.map((id) => tags.get(id) ?? []);
    }),
    customerNotes: pageLoaders((page: PageOf, customerIds) => listCustomerNotes(ctx, { customerIds, ...page })),
    jobs: new DataLoader(async (ids) => {
      const found = await findJobs(ctx, ids);
      return ids.map((id) => found.get(id));
    }),
    jobCounts: new DataLoader(async (ids) => {
      const counts = await countResultsOfJobs(ctx, ids);
      return ids.map((id) => counts.get(id));
    }),
    activity(page) {
      const key = JSON.stringify([page.first, page.before]);
      const loader = activity.get(key) ?? activityLoader(ctx, page);
      activity.set(key, loader);
      return loader;
    },
    definitions() {
      definitions ??= allDefinitions(ctx);
      return definitions;
    },
    attributes: new DataLoader(async (ids) => {
      const rows = await attributesOf(ctx.db, ids);
      return ids.map((id) => rows.get(id) ?? []);
    }),
    grants: new DataLoader(async (ids) => {
      const rows = await grantsOf(ctx.db, ids);
      return ids.map((id) => rows.get(id) ?? []);
    }),
    customers,
    survivors: new DataLoader(async (ids) => {
      const found = await Promise.all(ids.map((id) => customers.load(id)));
      return Promise.all(found.map((one) => (one?.mergedIntoId ? customers.load(one.mergedIntoId) : one)));
    }),
    organisations: new DataLoader(async (ids) => {
      const byId = new Map((await organisationsWithIds(ctx, ids)).map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id));
    }),
  };
}

function activityLoader(ctx: Ctx, page: { first: number; before?: ActivityPlace }): DataLoader<number, ActivityPage> {
  return new DataLoader(async (customerIds) => {
    const pages = await listActivities(ctx, { customerIds, ...page });
    return customerIds.map((id) => pages.get(id) ?? { rows: [], hasMore: false });
  });
}

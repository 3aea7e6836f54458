import { print } from "graphql";
import {
  CustomerListDocument,
  type CustomerListQueryVariables,
  TicketQueueDocument,
  type TicketQueueQueryVariables,
} from "@/graphql/client/graphql";
import type { Ctx } from "@/server/ctx";
import { cursorOf, SORTS } from "@/server/customers/customer-sort";

/** One way to look at a list, asked exactly as our own page asks it, with the number of matches beside it. */
export interface View {
  name: string;
  bodies: string[];
}

/** The field of the API that a sort of ours is called. */
const apiName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/**
 * Every fixed sort (first page, a page in the middle, and backward from there), each filter, and searches of 1, 2, 3 and 8
 * characters, frequent and rare, by name and by time; and the tickets' queue likewise.
 */
export async function viewsOf(ctx: Ctx): Promise<View[]> {
  return [...(await sortViews(ctx)), ...filterViews(), ...(await searchViews(ctx)), ...ticketViews()];
}

/** Every column is shown. */
const CUSTOMERS: CustomerListQueryVariables = {
  first: 25,
  withAttributes: true,
  withTags: true,
  withTickets: true,
  organisationId: "1",
  withOrganisation: false,
};

const TICKETS: TicketQueueQueryVariables = {
  first: 25,
  organisationId: "1",
  withOrganisation: false,
  reporterId: "1",
  withReporter: false,
};

const customers = (variables: object): string => body(print(CustomerListDocument), { ...CUSTOMERS, ...variables });

const tickets = (variables: object): string => body(print(TicketQueueDocument), { ...TICKETS, ...variables });

const body = (query: string, variables: object): string => JSON.stringify({ query, variables });

async function sortViews(ctx: Ctx): Promise<View[]> {
  const views: View[] = [];
  for (const field of Object.keys(SORTS) as (keyof typeof SORTS)[]) {
    const { column } = SORTS[field];
    const [most]: { most: number }[] = await ctx.db.query("SELECT MAX(id) AS most FROM customers");
    const middle: { id: number; value: string | number }[] = await ctx.db.query(
      `SELECT id, ${column} AS value FROM customers WHERE id IN (?, ?, ?, ?)`,
      [1, 3, 5, 7].map((part) => Math.ceil((Number(most?.most) * part) / 8)),
    );
    const cursors = middle.map((place) => cursorOf(field, place));
    for (const direction of ["ASC", "DESC"]) {
      const sort = { field: apiName(field), direction };
      const name = `sort ${field} ${direction.toLowerCase()}`;
      views.push({ name: `${name}, first page`, bodies: [customers({ sort })] });
      views.push({ name: `${name}, middle`, bodies: cursors.map((after) => customers({ sort, after })) });
      const backward = cursors.map((before) => customers({ sort, first: null, last: 25, before }));
      views.push({ name: `${name}, backward`, bodies: backward });
    }
  }
  return views;
}

const FILTERS: Record<string, object> = {
  "the Deleted list": { isDeleted: true },
  active: { isActive: true },
  inactive: { isActive: false },
  "Hub access on": { hubAccess: true },
  "Hub access off": { hubAccess: false },
  "one organisation": { organisationId: "7" },
  "a frequent source": { source: "EMAIL" },
  "a source that nobody has": { source: "IMPORT" },
  "made since": { createdFrom: "2025-11-01" },
  "made before": { createdBefore: "2020-01-01" },
  "made between": { createdFrom: "2024-01-01", createdBefore: "2024-02-01" },
  "an attribute": { attributes: [{ name: "Role", value: "buyer" }] },
  "an attribute that is missing": { attributes: [{ name: "Role", value: "" }] },
  "two attributes": {
    attributes: [
      { name: "Role", value: "buyer" },
      { name: "Department", value: "Sales" },
    ],
  },
  "a tag that nobody has": { tag: "vip" },
  "several together": {
    isActive: true,
    hubAccess: false,
    source: "PORTAL",
    attributes: [{ name: "Role", value: "owner" }],
  },
};

const BY_NAME = { field: "NAME", direction: "ASC" };
const BY_ACTIVITY = { field: "LAST_ACTIVITY_AT", direction: "DESC" };
const BY_TICKETS = { field: "TICKETS_OPEN", direction: "DESC" };
const SOME_SORTS = { name: BY_NAME, "last activity": BY_ACTIVITY, "open tickets": BY_TICKETS };

function filterViews(): View[] {
  return Object.entries(FILTERS).flatMap(([what, filter]) =>
    Object.entries(SOME_SORTS).map(([by, sort]) => ({
      name: `filter ${what}, by ${by}`,
      bodies: [customers({ filter, sort })],
    })),
  );
}

/** Beginnings of words as long as asked, the most frequent and the rarest of a sample. */
async function searchViews(ctx: Ctx): Promise<View[]> {
  const views: View[] = [];
  for (const length of [1, 2, 3, 8]) {
    const { frequent, rare } = await beginnings(ctx, length);
    for (const [kind, query] of [
      ["frequent", frequent],
      ["rare", rare],
    ] as const) {
      for (const [by, sort] of Object.entries(SOME_SORTS)) {
        const name = `search of ${length}, ${kind} (${query}), by ${by}`;
        views.push({ name, bodies: [customers({ query, sort })] });
      }
      const filter = { isActive: true, source: "PORTAL" };
      views.push({
        name: `search of ${length}, ${kind} (${query}), filtered`,
        bodies: [customers({ query, filter, sort: BY_NAME })],
      });
    }
  }
  views.push({ name: "search for nobody", bodies: [customers({ query: "zzzzzzzz", sort: BY_NAME })] });
  views.push({ name: "search of two frequent words", bodies: [customers({ query: "an ma", sort: BY_NAME })] });
  return views;
}

async function beginnings(ctx: Ctx, length: number): Promise<{ frequent: string; rare: string }> {
  const rows: { beginning: string; customers: number | string }[] = await ctx.db.query(
    `SELECT beginning, COUNT(*) AS customers FROM (SELECT SUBSTR(word, 1, ${length}) AS beginning FROM customer_words
      WHERE customer_id % 100 = 1 AND LENGTH(word) >= ${length}) sample GROUP BY beginning ORDER BY customers DESC, beginning`,
  );
  return { frequent: rows[0]?.beginning ?? "a", rare: rows.at(-1)?.beginning ?? "z" };
}

const TICKET_FILTERS: Record<string, object> = {
  everything: {},
  open: { statuses: ["NEW", "OPEN"] },
  closed: { statuses: ["CLOSED"] },
  "of one agent": { assigneeId: "1" },
  unassigned: { isUnassigned: true },
  "of one organisation": { organisationId: "7" },
  "of one customer": { reporterId: "7" },
  urgent: { priority: "URGENT" },
  tagged: { tag: "vip" },
  "tagged, urgent and on hold": { tag: "vip", priority: "URGENT", statuses: ["ON_HOLD"] },
};

function ticketViews(): View[] {
  const sorts = ["UPDATED_AT", "NUMBER", "PRIORITY"].map((field) => ({ field, direction: "DESC" }));
  const filtered = Object.entries(TICKET_FILTERS).flatMap(([what, filter]) =>
    sorts.map((sort) => ({
      name: `tickets ${what}, by ${sort.field.toLowerCase()}`,
      bodies: [tickets({ filter, sort })],
    })),
  );
  const searched = ["c", "in", "pri", "password", "wrong address", "zzz"].flatMap((query) =>
    sorts.map((sort) => ({
      name: `tickets search (${query}), by ${sort.field.toLowerCase()}`,
      bodies: [tickets({ query, sort })],
    })),
  );
  return [...filtered, ...searched];
}

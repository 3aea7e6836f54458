import type { Ctx } from "@/server/ctx";
import { anyRange, type Sql } from "@/server/customers/customer-view";
import { searchTerms } from "@/server/customers/identity/search-words";
import { tagKey } from "@/server/tags/check-tags";
import type { TicketPriority, TicketStatus } from "./ticket.entity";

/** Which tickets a list shows. Everything given must hold. */
export interface TicketFilter {
  /** Any of these. */
  statuses?: readonly TicketStatus[];
  assigneeId?: number;
  isUnassigned?: boolean;
  /** Assigned to whoever asks. */
  isMine?: boolean;
  reporterId?: number;
  organisationId?: number;
  priority?: TicketPriority;
  tag?: string;
}

export interface TicketView {
  query?: string;
  /** The words are looked for in the subject and the number alone: who wrote is not everybody's to search. */
  isSubjectOnly?: boolean;
  filter?: TicketFilter;
}

/** One thing that must hold for `tickets t`. */
export interface TicketCondition extends Sql {
  /** The column that it compares, and with what: an index that begins with it can be walked. */
  column?: "assignee_id" | "status" | "reporter_id" | "organisation_id" | "priority";
  values?: readonly (string | number | null)[];
  /** The ids that it admits, from indexes of its own: one select or several, whose results may overlap. */
  ids: IdSource[];
}

export interface IdSource extends Sql {
  /** What has to be gone through to find them, where that may be far more than is found. */
  through?: Sql;
}

/** The conditions of a view beside visibility. Every value is a parameter. */
export function ticketConditions(
  ctx: Ctx,
  { query = "", isSubjectOnly = false, filter = {} }: TicketView,
): TicketCondition[] {
  const conditions: TicketCondition[] = [];
  const equals = (column: NonNullable<TicketCondition["column"]>, value: string | number | null | undefined) => {
    if (value !== undefined) conditions.push(anyOf(column, [value]));
  };
  if (filter.statuses) conditions.push(anyOf("status", [...new Set(filter.statuses)]));
  equals("assignee_id", filter.assigneeId);
  if (filter.isUnassigned) equals("assignee_id", null);
  // A token has no tickets of its own; no agent has the id 0.
  if (filter.isMine) equals("assignee_id", ctx.actor.kind === "agent" ? ctx.actor.id : 0);
  equals("reporter_id", filter.reporterId);
  equals("organisation_id", filter.organisationId);
  equals("priority", filter.priority);
  if (filter.tag !== undefined) conditions.push(tagged(filter.tag));
  conditions.push(...(isSubjectOnly ? subjectConditions(query) : searchConditions(query)));
  return conditions;
}

function anyOf(
  column: NonNullable<TicketCondition["column"]>,
  values: readonly (string | number | null)[],
): TicketCondition {
  const parameters = values.filter((value) => value !== null);
  const parts = values.map((value) => (value === null ? "IS NULL" : "= ?"));
  const over = (table: string) => `(${parts.map((part) => `${table}.${column} ${part}`).join(" OR ") || "1 = 0"})`;
  const ids = [{ sql: `SELECT i.id FROM tickets i WHERE ${over("i")}`, parameters }];
  return { sql: over("t"), parameters, column, values, ids };
}

function tagged(tag: string): TicketCondition {
  const parameters = [tagKey(tag)];
  return {
    sql: "EXISTS (SELECT 1 FROM ticket_tags g WHERE g.ticket_id = t.id AND g.tag_key = ?)",
    parameters,
    ids: [{ sql: "SELECT g.ticket_id AS id FROM ticket_tags g WHERE g.tag_key = ?", parameters }],
  };
}

/** Punctuation alone is no word of anybody's. */
const NOTHING: TicketCondition = {
  sql: "1 = 0",
  parameters: [],
  ids: [{ sql: "SELECT i.id FROM tickets i WHERE 1 = 0", parameters: [] }],
};

const isWordless = (query: string) => searchTerms(query).length === 0 && query.trim() !== "";

/** One condition for each word that was typed: it begins a word of the subject, or the number. */
function subjectConditions(query: string): TicketCondition[] {
  if (isWordless(query)) return [NOTHING];
  return searchTerms(query).map((term) => {
    const { sql, parameters } = anyRange(term.anyOf);
    return {
      sql: `EXISTS (SELECT 1 FROM ticket_words w WHERE w.ticket_id = t.id AND (${sql}))`,
      parameters,
      ids: [{ sql: `SELECT w.ticket_id AS id FROM ticket_words w WHERE ${sql}`, parameters }],
    };
  });
}

/** One condition for each word that was typed: it begins a word of the subject, the number, or a word of the reporter. */
function searchConditions(query: string): TicketCondition[] {
  if (isWordless(query)) return [NOTHING];
  return searchTerms(query).map((term) => {
    const { sql, parameters } = anyRange(term.anyOf);
    return {
      sql: `(EXISTS (SELECT 1 FROM ticket_words w WHERE w.ticket_id = t.id AND (${sql}))
        OR EXISTS (SELECT 1 FROM customer_words w WHERE w.customer_id = t.reporter_id AND (${sql})))`,
      parameters: [...parameters, ...parameters],
      ids: [
        { sql: `SELECT w.ticket_id AS id FROM ticket_words w WHERE ${sql}`, parameters },
        {
          sql: `SELECT i.id FROM customer_words w JOIN tickets i ON i.reporter_id = w.customer_id WHERE ${sql}`,
          parameters,
          through: { sql: `SELECT w.customer_id AS id FROM customer_words w WHERE ${sql}`, parameters },
        },
      ],
    };
  });
}

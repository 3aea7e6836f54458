import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { sortKey } from "@/server/customers/identity/fold";
import { prefixRange } from "@/server/customers/identity/search-words";
import { inTransaction, isDuplicateKey, placeholders } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { Newcomers, Organisation } from "./organisation.entity";

const MAX_NAME = 120;

/** Names by id, of those that exist. */
export async function organisationNames(ctx: Ctx, ids: readonly number[]): Promise<Map<number, string>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  const rows: { id: number; name: string }[] = await ctx.db.query(
    `SELECT id, name FROM organisations WHERE id IN ${placeholders(distinct.length)}`,
    distinct,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The key by which organisations are compared: "ACME" and "Acmé" are one. */
export const organisationKey = (name: string): string => sortKey(name);

/** What is wrong with a name, or undefined. */
export function organisationNameProblem(typed: string): string | undefined {
  const name = cleanOrganisationName(typed);
  if (!name) return "Give the organisation a name.";
  if (Array.from(name).length > MAX_NAME) return `Use at most ${MAX_NAME} characters.`;
  return undefined;
}

export const cleanOrganisationName = (typed: string): string =>
  typed
    .normalize("NFC")
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();

/** Makes an organisation; its name is unique whatever its case and accents. */
export async function createOrganisation(ctx: Ctx, input: { name: string }): Promise<Organisation> {
  allow(ctx.actor, "organisation.manage");
  const problem = organisationNameProblem(input.name);
  if (problem) throw new UserError("name", problem);
  const name = cleanOrganisationName(input.name);
  try {
    return await inTransaction(ctx, async (tx) => {
      const made = { name, nameKey: organisationKey(name), newcomers: Newcomers.JOIN, version: 1, createdAt: tx.now() };
      const organisation = await tx.db.save(Organisation, made);
      await recordAudit(tx, { action: "organisation.created", subject: name });
      return organisation;
    });
  } catch (error) {
    if (isDuplicateKey(error))
      throw new UserError("name", `There is an organisation ${name} already.`, { code: "TAKEN" });
    throw error;
  }
}

/** A place in the list: by name, or by the time of making. */
export type OrganisationPlace = { nameKey: string } | { id: number };

export interface ListOrganisations {
  /** Beginning of the name or of a domain. */
  query?: string;
  /** By name when not given. Ids rise with time. */
  isNewestFirst?: boolean;
  size: number;
  /** The page behind it, or the one before it when walking back. */
  place?: OrganisationPlace;
  isBackward?: boolean;
}

/** A page of organisations in the order of their names, or the newest first. `hasMore` is about the way that is walked. */
export async function listOrganisations(
  ctx: Ctx,
  { query = "", isNewestFirst = false, size, place, isBackward = false }: ListOrganisations,
): Promise<{ rows: OrganisationRow[]; hasMore: boolean }> {
  allow(ctx.actor, "customer.view");
  const isRising = isNewestFirst === isBackward;
  const column = isNewestFirst ? "id" : "name_key";
  const conditions: Sql[] = query.trim() ? [beginningWith(query)] : [];
  const beyond = place && ("id" in place ? place.id : place.nameKey);
  if (beyond !== undefined) conditions.push({ sql: `${column} ${isRising ? ">" : "<"} ?`, parameters: [beyond] });
  const where = conditions.map(({ sql }) => `(${sql})`).join(" AND ") || "1 = 1";
  const found = await selectOrganisations(
    ctx,
    `WHERE ${where} ORDER BY ${column} ${isRising ? "ASC" : "DESC"} LIMIT ?`,
    [...conditions.flatMap(({ parameters }) => parameters), size + 1],
  );
  const rows = found.slice(0, size);
  return { rows: isBackward ? rows.reverse() : rows, hasMore: found.length > size };
}

function beginningWith(query: string): Sql {
  const name = within("name_key", sortKey(query));
  const domain = within("domain", query.trim().toLowerCase().replace(/^.*@/s, "").slice(0, MAX_NAME));
  return {
    sql: `${name.sql} OR id IN (SELECT organisation_id FROM organisation_domains WHERE ${domain.sql})`,
    parameters: [...name.parameters, ...domain.parameters],
  };
}

function within(column: "name_key" | "domain", prefix: string): Sql {
  // Nothing begins with what is no letter to the key.
  if (!prefix) return { sql: "1 = 0", parameters: [] };
  const { from, to } = prefixRange(prefix);
  const begins = `${column} >= ?`;
  return to ? { sql: `${begins} AND ${column} < ?`, parameters: [from, to] } : { sql: begins, parameters: [from] };
}

/** One organisation; undefined when there is none. */
export async function findOrganisation(ctx: Ctx, id: number): Promise<OrganisationRow | undefined> {
  allow(ctx.actor, "customer.view");
  const [row] = await organisationsWithIds(ctx, [id]);
  return row;
}

/** Those of these ids that exist. */
export async function organisationsWithIds(ctx: Ctx, ids: readonly number[]): Promise<OrganisationRow[]> {
  return ids.length === 0 ? [] : selectOrganisations(ctx, `WHERE id IN ${placeholders(ids.length)}`, [...ids]);
}

export interface OrganisationRow {
  id: number;
  name: string;
  nameKey: string;
  newcomers: Newcomers;
  version: number;
  /** Database time, UTC. */
  createdAt: string;
}

async function selectOrganisations(ctx: Ctx, end: string, parameters: unknown[]): Promise<OrganisationRow[]> {
  const rows: (Omit<OrganisationRow, "nameKey" | "createdAt"> & { name_key: string; created_at: string })[] =
    await ctx.db.query(
      `SELECT id, name, name_key, newcomers, version, created_at FROM organisations ${end}`,
      parameters,
    );
  return rows.map(({ name_key: nameKey, created_at: createdAt, ...row }) => ({ ...row, nameKey, createdAt }));
}

import type { Ctx } from "@/server/ctx";
import { sortKey } from "@/server/customers/identity/fold";
import { prefixRange } from "@/server/customers/identity/search-words";
import { inTransaction, isDuplicateKey, placeholders } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { Organisation } from "./organisation.entity";

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
    return await inTransaction(ctx, (tx) =>
      tx.db.save(Organisation, { name, nameKey: organisationKey(name), createdAt: tx.now() }),
    );
  } catch (error) {
    if (isDuplicateKey(error))
      throw new UserError("name", `There is an organisation ${name} already.`, { code: "TAKEN" });
    throw error;
  }
}

/** Organisations by name; `query` narrows to those whose name begins with it, `after` continues behind a name's key. */
export async function listOrganisations(
  ctx: Ctx,
  input: { query?: string; first: number; after?: { nameKey: string } },
): Promise<{ rows: OrganisationRow[]; hasMore: boolean }> {
  allow(ctx.actor, "customer.view");
  const key = sortKey(input.query ?? "");
  const range = key ? prefixRange(key) : undefined;
  const conditions = ["1 = 1"];
  const parameters: unknown[] = [];
  const add = (sql: string, value: unknown) => {
    conditions.push(sql);
    parameters.push(value);
  };
  if (range) add("name_key >= ?", range.from);
  if (range?.to) add("name_key < ?", range.to);
  if (input.after) add("name_key > ?", input.after.nameKey);
  const rows = await selectOrganisations(ctx, `WHERE ${conditions.join(" AND ")} ORDER BY name_key LIMIT ?`, [
    ...parameters,
    input.first + 1,
  ]);
  return { rows: rows.slice(0, input.first), hasMore: rows.length > input.first };
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
  /** Database time, UTC. */
  createdAt: string;
}

async function selectOrganisations(ctx: Ctx, end: string, parameters: unknown[]): Promise<OrganisationRow[]> {
  const rows: { id: number; name: string; name_key: string; created_at: string }[] = await ctx.db.query(
    `SELECT id, name, name_key, created_at FROM organisations ${end}`,
    parameters,
  );
  return rows.map((row) => ({ id: row.id, name: row.name, nameKey: row.name_key, createdAt: row.created_at }));
}

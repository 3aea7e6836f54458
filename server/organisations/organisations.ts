import type { Ctx } from "@/server/ctx";
import { inTransaction, isDuplicateKey, placeholders } from "@/server/db";
import { UserError } from "@/server/errors";
import { sortKey } from "@/server/customers/identity/fold";
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
  typed.normalize("NFC").replace(/[\p{C}\s]+/gu, " ").trim();

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
    if (isDuplicateKey(error)) throw new UserError("name", `There is an organisation ${name} already.`, { code: "TAKEN" });
    throw error;
  }
}

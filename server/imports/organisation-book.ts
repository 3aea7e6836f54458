import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { Organisation } from "@/server/organisations/organisation.entity";
import { cleanOrganisationName, organisationKey } from "@/server/organisations/organisations";
import type { CheckedRow } from "./check-row";

export interface KnownOrganisation {
  id: number;
  name: string;
}

/** The organisations that the rows of one slice name, by key. */
export type OrganisationBook = Map<string, KnownOrganisation>;

/** Looks up what the rows name: one statement however many. */
export async function findOrganisations(ctx: Ctx, rows: readonly CheckedRow[]): Promise<OrganisationBook> {
  const keys = [...new Set(rows.flatMap(organisationsNamedIn).map(organisationKey))];
  if (keys.length === 0) return new Map();
  const found: { id: number; name: string; name_key: string }[] = await ctx.db.query(
    `SELECT id, name, name_key FROM organisations WHERE name_key IN ${placeholders(keys.length)}`,
    keys,
  );
  return new Map(found.map((row) => [row.name_key, { id: row.id, name: row.name }]));
}

export function organisationsNamedIn(row: CheckedRow): string[] {
  const granted = row.grants?.map((grant) => grant.organisation) ?? [];
  return row.organisation === undefined ? granted : [row.organisation, ...granted];
}

/** What happens to an organisation that nobody has made yet. */
export type AddOrganisation = (name: string, book: OrganisationBook) => Promise<KnownOrganisation>;

/** In a preview it only gets a number of its own, below the real ones. */
export const imagineOrganisation: AddOrganisation = async (name, book) => ({
  id: -1 - book.size,
  name: cleanOrganisationName(name),
});

/** In an import it is made, in the transaction of the slice. Whoever imports may make those that the file names. */
export function makeOrganisation(tx: Ctx, importId: number): AddOrganisation {
  return async (name) => {
    const clean = cleanOrganisationName(name);
    const made = await tx.db.save(Organisation, {
      name: clean,
      nameKey: organisationKey(name),
      createdAt: tx.now(),
    });
    await recordAudit(tx, { action: "organisation.created", subject: clean, importId });
    return { id: made.id, name: clean };
  };
}

import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, isDuplicateKey, placeholders, toDbTime } from "@/server/db";
import { notFound, type Problem, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { domainsOf, ownersOfDomains } from "./domains-of";
import { parseDomain } from "./email-domains";
import type { Newcomers } from "./organisation.entity";
import {
  cleanOrganisationName,
  type OrganisationRow,
  organisationKey,
  organisationNameProblem,
  organisationsWithIds,
} from "./organisations";
import { tellMembersOfName } from "./renamed-members";

/** The largest groups of companies have a few dozen. */
const MAX_DOMAINS = 100;

/** What is left out stays as it is. */
export interface UpdateOrganisation {
  id: number;
  /** The version that the caller saw; without it the last save wins. */
  version?: number;
  name?: string;
  /** The whole list. */
  domains?: readonly string[];
  newcomers?: Newcomers;
}

/** Changes an organisation. Customers who are there already keep their membership, whatever its domains are. */
export async function updateOrganisation(ctx: Ctx, input: UpdateOrganisation): Promise<void> {
  allow(ctx.actor, "organisation.manage");
  try {
    await inTransaction(ctx, (tx) => updateIn(tx, input));
  } catch (error) {
    // Two at once that take one name or one domain: the database refuses the second, and a second look tells which.
    if (!isDuplicateKey(error) || ctx.isInTransaction) throw error;
    await inTransaction(ctx, (tx) => updateIn(tx, input));
  }
}

async function updateIn(tx: Ctx, input: UpdateOrganisation): Promise<void> {
  const before = await heldOrganisation(tx, input.id);
  if (input.version !== undefined && input.version !== before.version) {
    const message =
      "Somebody changed this organisation while you were editing. Look at their changes, then save again.";
    throw new UserError("", message, { code: "CHANGED_MEANWHILE" });
  }
  const problems: Problem[] = [];
  const name = input.name === undefined ? before.name : await checkedName(tx, input.name, before, problems);
  const had = (await domainsOf(tx, [before.id])).get(before.id) ?? [];
  const domains = input.domains === undefined ? had : await checkedDomains(tx, input.domains, before.id, problems);
  if (problems.length > 0) throw new UserError(problems);
  const newcomers = input.newcomers ?? before.newcomers;

  const details = Object.fromEntries(
    [
      ["name", before.name, name],
      ["domains", had.join(", ") || "none", domains.join(", ") || "none"],
      ["new customers", before.newcomers, newcomers],
    ].flatMap(([what = "", from, to]) => (from === to ? [] : [[what, `${from} → ${to}`]])),
  );
  if (Object.keys(details).length === 0) return;
  await tx.db.query(
    "UPDATE organisations SET name = ?, name_key = ?, newcomers = ?, version = version + 1 WHERE id = ?",
    [name, organisationKey(name), newcomers, before.id],
  );
  await replaceDomains(tx, before.id, had, domains);
  if (name !== before.name) await tellMembersOfName(tx, before.id);
  await recordAudit(tx, { action: "organisation.changed", subject: name, details });
}

/** The organisation, held until the transaction ends. */
export async function heldOrganisation(tx: Ctx, id: number): Promise<OrganisationRow> {
  if (tx.database.kind === "mysql") await tx.db.query("SELECT id FROM organisations WHERE id = ? FOR UPDATE", [id]);
  const [organisation] = await organisationsWithIds(tx, [id]);
  if (!organisation) throw notFound("organisation");
  return organisation;
}

async function checkedName(tx: Ctx, typed: string, own: OrganisationRow, problems: Problem[]): Promise<string> {
  const problem = organisationNameProblem(typed);
  if (problem) problems.push({ path: "name", code: "INVALID", message: problem });
  const name = cleanOrganisationName(typed);
  const [other]: { id: number; name: string }[] = await tx.db.query(
    "SELECT id, name FROM organisations WHERE name_key = ? AND id <> ?",
    [organisationKey(name), own.id],
  );
  if (other) {
    problems.push({ path: "name", code: "TAKEN", message: `There is an organisation ${other.name} already.` });
  }
  return name;
}

/** Every domain that is wrong says so at its place in the list. */
async function checkedDomains(
  tx: Ctx,
  typed: readonly string[],
  ownId: number,
  problems: Problem[],
): Promise<string[]> {
  if (typed.length > MAX_DOMAINS) {
    problems.push({ path: "domains", code: "TOO_LARGE", message: `Give at most ${MAX_DOMAINS} domains.` });
    return [];
  }
  const refuse = (index: number, message: string, code: Problem["code"] = "INVALID") =>
    problems.push({ path: `domains.${index}`, code, message });
  const parsed = typed.map(parseDomain);
  const owners = await ownersOfDomains(
    tx.db,
    parsed.flatMap((one) => (one.ok ? [one.domain] : [])),
  );
  const domains = new Set<string>();
  for (const [index, one] of parsed.entries()) {
    if (!one.ok) {
      refuse(index, one.message);
      continue;
    }
    const owner = owners.get(one.domain);
    if (owner && owner.id !== ownId) refuse(index, `${one.domain} is a domain of ${owner.name} already.`, "TAKEN");
    domains.add(one.domain);
  }
  return [...domains].sort();
}

async function replaceDomains(
  tx: Ctx,
  organisationId: number,
  had: readonly string[],
  domains: readonly string[],
): Promise<void> {
  const gone = had.filter((domain) => !domains.includes(domain));
  if (gone.length > 0) {
    await tx.db.query(
      `DELETE FROM organisation_domains WHERE organisation_id = ? AND domain IN ${placeholders(gone.length)}`,
      [organisationId, ...gone],
    );
  }
  const created_at = toDbTime(tx.now());
  const added = domains.filter((domain) => !had.includes(domain));
  await insertRows(
    tx.db,
    "organisation_domains",
    added.map((domain) => ({ domain, organisation_id: organisationId, created_at })),
  );
}

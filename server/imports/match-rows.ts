import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import type { AttributeDefinition } from "@/server/customers/attribute-definition.entity";
import { CustomerSource } from "@/server/customers/customer.entity";
import {
  applyChanges,
  type CustomerChanges,
  changed,
  differences,
  type Names,
} from "@/server/customers/customer-changes";
import { type CustomerRecord, hasIdentifier, loadCustomers, ownersOf } from "@/server/customers/customer-row";
import { displayName } from "@/server/customers/identity/person-name";
import { lockCustomers } from "@/server/customers/lock-customers";
import { blankCustomer } from "@/server/customers/write-customers";
import { organisationsToJoin } from "@/server/organisations/domains-of";
import { organisationKey, organisationNames } from "@/server/organisations/organisations";
import { readSettings, type Settings } from "@/server/settings/settings";
import { type CheckedRow, problemInWords, type RowProblem } from "./check-row";
import { type Claims, customerClaim, emailClaim, mobileClaim } from "./claims";
import type { FilledColumns } from "./columns-of";
import { RowVerdict } from "./import-preview-row.entity";
import {
  type AddOrganisation,
  findOrganisations,
  type OrganisationBook,
  organisationsNamedIn,
} from "./organisation-book";

/** A row compared with the customers: what an import does with it. */
export type Match = { checked: CheckedRow } & (
  | { verdict: RowVerdict.ERROR; problem: RowProblem }
  | { verdict: RowVerdict.CREATE; after: CustomerRecord; diff: FieldChange[] }
  | {
      verdict: RowVerdict.UPDATE | RowVerdict.UNCHANGED | RowVerdict.RESTORE;
      before: CustomerRecord;
      after: CustomerRecord;
      diff: FieldChange[];
    }
);

/** What the comparison needs beside the rows. */
export interface MatchRules {
  importId: number;
  columns: FilledColumns;
  definitions: readonly AttributeDefinition[];
  claims: Claims;
  /** Absent where a missing organisation is an error of its row. */
  addOrganisation?: AddOrganisation;
}

/**
 * Compares a slice of rows with the customers, in a handful of statements. An e-mail that somebody has leads to them; else
 * the mobile does. In a transaction the customers it meets are held until it ends. It writes nothing but organisations.
 */
export async function matchRows(ctx: Ctx, rows: readonly CheckedRow[], rules: MatchRules): Promise<Match[]> {
  const sound = rows.filter((row) => row.problems.length === 0);
  const { owners, records } = await holdOwners(ctx, sound);
  const book = await findOrganisations(ctx, sound);
  const settings = await readSettings(ctx);
  const known = await organisationNames(
    ctx,
    [...records.values()].flatMap((record) => [...record.grants.keys()]),
  );
  const joined = await organisationsToJoin(
    ctx.db,
    sound.flatMap(({ changes, organisation }) =>
      organisation === undefined && changes.email ? [changes.email.key] : [],
    ),
  );
  const met = await linesMet(rules, sound, [...records.values()]);

  const matches: Match[] = [];
  for (const checked of rows) {
    const owner = ownerOf(checked, owners, records);
    const problem = wrongWith(checked, owner, met) ?? (await missingOrganisation(checked, book, rules.addOrganisation));
    if (problem) {
      matches.push({ checked, verdict: RowVerdict.ERROR, problem });
      continue;
    }
    const claims = [...(owner.record ? [customerClaim(owner.record.id)] : []), ...keyClaims(checked)];
    for (const claim of claims) met.set(claim, checked.line);
    matches.push(verdictOn(checked, owner.record, rules, { book, known, joined, settings }));
  }
  return matches;
}

/** Who came in an earlier slice of the file, and in which line. */
async function linesMet(
  { claims, importId }: MatchRules,
  rows: readonly CheckedRow[],
  records: readonly CustomerRecord[],
): Promise<Map<string, number>> {
  const ours = records.filter((record) => record.sourceImportId === importId).map((record) => record.id);
  const created = await claims.linesOfCreated(ours);
  const met = await claims.linesOf([...records.map((record) => customerClaim(record.id)), ...rows.flatMap(keyClaims)]);
  for (const [id, line] of created) met.set(customerClaim(id), line);
  return met;
}

/** An owner may be merged into another between the look and the lock; then their addresses are the other's, who is held as well. */
async function holdOwners(ctx: Ctx, rows: readonly CheckedRow[]) {
  for (;;) {
    const owners = await findOwners(ctx, rows);
    const ids = [...new Set([...owners.email.values(), ...owners.mobile.values()])];
    if (ctx.isInTransaction) await lockCustomers(ctx, ids);
    const records = new Map((await loadCustomers(ctx.db, ids)).map((record) => [record.id, record]));
    if ([...records.values()].every((record) => record.mergedIntoId === null)) return { owners, records };
  }
}

interface Owners {
  email: Map<string, number>;
  mobile: Map<string, number>;
}

async function findOwners(ctx: Ctx, rows: readonly CheckedRow[]): Promise<Owners> {
  const keys = (kind: "email" | "mobile") => [...new Set(rows.flatMap(({ changes }) => changes[kind]?.key ?? []))];
  return {
    email: await ownersOf(ctx.db, "email", keys("email")),
    mobile: await ownersOf(ctx.db, "mobile", keys("mobile")),
  };
}

/** Whom the row is about: `other` is a second customer, whose mobile it has. */
interface Owner {
  record?: CustomerRecord;
  other?: CustomerRecord;
}

function ownerOf({ changes }: CheckedRow, owners: Owners, records: ReadonlyMap<number, CustomerRecord>): Owner {
  const byEmail = records.get(owners.email.get(changes.email?.key ?? "") ?? 0);
  const byMobile = records.get(owners.mobile.get(changes.mobile?.key ?? "") ?? 0);
  if (byEmail && byMobile && byEmail.id !== byMobile.id) return { record: byEmail, other: byMobile };
  return { record: byEmail ?? byMobile };
}

export function keyClaims({ changes }: CheckedRow): string[] {
  return [
    ...(changes.email ? [emailClaim(changes.email.key)] : []),
    ...(changes.mobile ? [mobileClaim(changes.mobile.key)] : []),
  ];
}

function wrongWith(checked: CheckedRow, owner: Owner, met: ReadonlyMap<string, number>): RowProblem | undefined {
  if (checked.problems.length > 0) return problemInWords(checked.problems);
  const claims = [...keyClaims(checked), ...(owner.record ? [customerClaim(owner.record.id)] : [])];
  const lines = claims.flatMap((claim) => met.get(claim) ?? []);
  if (lines.length > 0) {
    return { message: `This person is in line ${Math.min(...lines)} already. Keep one of the two lines.` };
  }
  if (!owner.record || !owner.other) return undefined;
  return {
    message: `The e-mail address is ${inWords(owner.record)}'s and the mobile number is ${inWords(owner.other)}'s. Correct one of them.`,
  };
}

/** With the address, because two people may have one name. */
function inWords(record: CustomerRecord): string {
  const name = displayName(record);
  const key = record.email ?? record.mobile ?? "";
  return name === key ? name : `${name} (${key})`;
}

async function missingOrganisation(
  checked: CheckedRow,
  book: OrganisationBook,
  add: AddOrganisation | undefined,
): Promise<RowProblem | undefined> {
  for (const name of organisationsNamedIn(checked)) {
    const key = organisationKey(name);
    if (book.has(key)) continue;
    if (!add) {
      const { organisation, organisationAccess } = checked.organisationColumns;
      return {
        column: name === checked.organisation ? organisation : organisationAccess,
        message: `There is no organisation ${name}. Make it first, or tick “Create missing organisations”.`,
      };
    }
    book.set(key, await add(name, book));
  }
  return undefined;
}

interface KnownOfDesk {
  settings: Settings;
  /** Those that rows name. */
  book: OrganisationBook;
  /** Names of those that customers have grants for. */
  known: ReadonlyMap<number, string>;
  /** What new customers become members of by their address. */
  joined: ReadonlyMap<string, { id: number; name: string }>;
}

function verdictOn(
  checked: CheckedRow,
  before: CustomerRecord | undefined,
  rules: MatchRules,
  { book, known, joined, settings }: KnownOfDesk,
): Match {
  const names: Names = {
    attribute: (id) => rules.definitions.find((definition) => definition.id === id)?.name ?? `attribute ${id}`,
    organisation: (id) =>
      known.get(id) ?? [...book.values()].find((one) => one.id === id)?.name ?? `organisation ${id}`,
  };
  const changes = changesOf(checked, before, book);
  if (!before) {
    const blank = blankCustomer(CustomerSource.IMPORT, settings, rules.importId);
    changes.organisation ??= joined.get(changes.email?.key ?? "");
    const after = changed(blank, changes);
    return {
      checked,
      verdict: RowVerdict.CREATE,
      after,
      // Only the few that a preview shows are ever asked.
      get diff() {
        return differences(blank, after, names);
      },
    };
  }
  // PRODUCT 3.6: a deleted customer comes back inactive.
  const applied = applyChanges(before, before.isDeleted ? { ...changes, isActive: false } : changes, names);
  const verdict = before.isDeleted
    ? RowVerdict.RESTORE
    : applied.diff.length > 0
      ? RowVerdict.UPDATE
      : RowVerdict.UNCHANGED;
  return { checked, verdict, before, ...applied };
}

function changesOf(checked: CheckedRow, before: CustomerRecord | undefined, book: OrganisationBook): CustomerChanges {
  const changes = { ...checked.changes };
  // Another spelling of what the record has is no change: the first one is kept (PRODUCT 3.1). Nor is one of their other addresses.
  for (const kind of ["email", "mobile"] as const) {
    const key = changes[kind]?.key;
    if (before && key !== undefined && hasIdentifier(before, kind, key)) changes[kind] = undefined;
  }
  // Every organisation that the row names is in the book by now.
  if (checked.organisation !== undefined) changes.organisation = book.get(organisationKey(checked.organisation));
  if (checked.grants) {
    changes.grants = new Map(
      checked.grants.flatMap(({ organisation, level }) => {
        const found = book.get(organisationKey(organisation));
        return found ? [[found.id, level]] : [];
      }),
    );
  }
  return changes;
}

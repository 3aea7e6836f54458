import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { allDefinitions } from "@/server/customers/attribute-definitions";
import { applyChanges, type CustomerChanges, type Names } from "@/server/customers/customer-changes";
import { type CustomerRecord, loadCustomers, ownersOf } from "@/server/customers/customer-row";
import { attributeOfField, changeTo, grantsFrom, stateOf } from "@/server/customers/customer-state";
import { deleteAgain } from "@/server/customers/delete-customers";
import { displayName } from "@/server/customers/identity/person-name";
import { leaveAddresses } from "@/server/customers/leave-address";
import { lockCustomers } from "@/server/customers/lock-customers";
import { type CustomerUpdate, updateCustomers } from "@/server/customers/write-customers";
import { placeholders } from "@/server/db";
import { organisationNames } from "@/server/organisations/organisations";
import { type Edits, editsSince } from "./edits-since";
import { DELETED } from "./former-state";
import type { Import } from "./import.entity";
import type { Leftover } from "./remove-created";

interface KeptField {
  field: string;
  former: string | null;
  latter: string | null;
}

/** The next customers that an import changed and that have not been put back, by id. */
export async function changedNext(ctx: Ctx, importId: number, most: number): Promise<number[]> {
  const rows: { customer_id: number }[] = await ctx.db.query(
    "SELECT DISTINCT customer_id FROM import_changes WHERE import_id = ? ORDER BY customer_id LIMIT ?",
    [importId, most],
  );
  return rows.map((row) => row.customer_id);
}

/** What is put back once is not put back again. */
export async function forgetFormer(tx: Ctx, importId: number, ids: readonly number[]): Promise<void> {
  await tx.db.query(`DELETE FROM import_changes WHERE import_id = ? AND customer_id IN ${placeholders(ids.length)}`, [
    importId,
    ...ids,
  ]);
}

/** What the customers of one slice have in common. */
interface Known {
  found: Import;
  jobId: number;
  names: Names;
  organisations: ReadonlyMap<number, string>;
  /** Of the identifiers that are to come back: `email` or `mobile`, then the key → whoever has it. */
  owners: ReadonlyMap<string, CustomerRecord>;
}

/**
 * Puts back what an import changed of these customers, except what was edited since, and forgets what they were: it is done
 * once. Returns how many have something of their own again, and what was left.
 */
export async function putBack(
  tx: Ctx,
  run: { found: Import; jobId: number },
  ids: readonly number[],
): Promise<{ putBack: number; leftovers: Leftover[] }> {
  await lockCustomers(tx, ids);
  const kept = await keptFields(tx, run.found.id, ids);
  const records = new Map((await loadCustomers(tx.db, ids)).map((record) => [record.id, record]));
  const edits = await editsSince(tx, run.found, ids);
  const known = await knownTo(tx, run, [...kept.values()].flat(), [...records.values()]);
  const plans = ids.flatMap((id) => {
    const record = records.get(id);
    return record ? [planFor(known, record, kept.get(id) ?? [], edits.get(id))] : [];
  });
  const done = await carryOut(tx, known, plans);
  await forgetFormer(tx, run.found.id, ids);
  const leftovers = plans.flatMap(({ before, left }) =>
    [...left].map(([field, reason]): Leftover => ({ customerId: before.id, field, reason })),
  );
  return { putBack: done, leftovers };
}

/** Field, as in the timeline → why it stays as it is. */
type Left = Map<string, string>;

/** What becomes of one customer. */
interface Plan extends CustomerUpdate {
  left: Left;
  /** The addresses and numbers that come back verified. */
  verified: ("email" | "mobile")[];
  /** Of one whom the import restored and who is deleted again: when they were. */
  deletedAt?: string | null;
}

function planFor(known: Known, record: CustomerRecord, kept: readonly KeptField[], edits: Edits | undefined): Plan {
  const left: Left = new Map();
  if (record.mergedIntoId !== null) {
    left.set("", "They have been merged into another customer since.");
    return { before: record, after: record, diff: [], left, verified: [] };
  }
  if (record.isDeleted) {
    left.set("", `${edits?.by ?? "Somebody"} has deleted them since.`);
    return { before: record, after: record, diff: [], left, verified: [] };
  }
  const wasDeleted = kept.find((one) => one.field === DELETED);
  if (wasDeleted && edits) left.set("", `They stay in the list: ${edits.by} has worked on them since.`);
  const current = stateOf(record);
  const changes: CustomerChanges = {};
  for (const one of kept) {
    if (one.field === DELETED || one.field.endsWith("Verified")) continue;
    const field = fieldOfTimeline(one.field, known.names);
    const reason = whyNot(one, field, current, edits, known, record);
    if (reason) left.set(field, reason);
    else changeTo(changes, { field: one.field, text: one.former }, known.organisations);
  }
  const { after, diff } = withIdentifier(record, changes, known, left);
  const verified = (["email", "mobile"] as const).filter(
    (kind) => changes[kind] && kept.some((one) => one.field === `${kind}Verified`),
  );
  const isDeletedAgain = wasDeleted !== undefined && !left.has("");
  return { before: record, after, diff, left, verified, ...(isDeletedAgain && { deletedAt: wasDeleted.former }) };
}

/** In a handful of statements however many. Returns how many have something of their own again. */
async function carryOut(tx: Ctx, known: Known, plans: readonly Plan[]): Promise<number> {
  await updateCustomers(tx, plans);
  await leaveAddresses(tx, plans);
  for (const kind of ["email", "mobile"] as const) await verify(tx, kind, plans);
  const deleted = plans.filter(({ deletedAt }) => deletedAt !== undefined);
  await deleteAgain(
    tx,
    deleted.map(({ before, deletedAt = null }) => ({ id: before.id, deletedAt })),
  );
  const putBack = plans.filter((plan) => plan.diff.length > 0 || deleted.includes(plan));
  const { found, jobId } = known;
  await recordActivity(
    tx,
    putBack.map(({ before, diff }) => ({
      customerId: before.id,
      action: "customer.importUndone",
      changes: diff,
      importId: found.id,
      jobId,
    })),
  );
  return putBack.length;
}

function whyNot(
  kept: KeptField,
  field: string,
  current: ReadonlyMap<string, string | null>,
  edits: Edits | undefined,
  known: Known,
  record: CustomerRecord,
): string | undefined {
  const editor = edits?.fields.get(field);
  if (editor) return `${editor} has changed this since.`;
  if ((current.get(kept.field) ?? null) !== kept.latter) return "This has been changed since.";
  if (kept.former === null) return undefined;
  if (kept.field === "email" || kept.field === "mobile") {
    const [, key] = JSON.parse(kept.former) as [string, string];
    const owner = known.owners.get(`${kept.field} ${key}`);
    return owner && owner.id !== record.id ? `${displayName(owner)} has ${key} now.` : undefined;
  }
  return undefined;
}

/** Nobody is left without an address and a number: the one that the import brought stays where it is the last. */
function withIdentifier(record: CustomerRecord, changes: CustomerChanges, known: Known, left: Left) {
  const applied = applyChanges(record, changes, known.names);
  if (applied.after.emailKey || applied.after.mobileKey) return applied;
  for (const kind of ["email", "mobile"] as const) {
    if (!record[`${kind}Key`]) continue;
    left.set(kind, "Nothing else is known by which they could be reached.");
    changes[kind] = undefined;
  }
  return applyChanges(record, changes, known.names);
}

async function verify(tx: Ctx, kind: "email" | "mobile", plans: readonly Plan[]): Promise<void> {
  const ids = plans.filter(({ verified }) => verified.includes(kind)).map(({ before }) => before.id);
  if (ids.length === 0) return;
  await tx.db.query(
    `UPDATE customer_identifiers SET is_verified = 1 WHERE kind = ? AND primary_slot = 1 AND customer_id IN ${placeholders(ids.length)}`,
    [kind, ...ids],
  );
}

async function keptFields(tx: Ctx, importId: number, ids: readonly number[]): Promise<Map<number, KeptField[]>> {
  const rows: ({ customer_id: number } & KeptField)[] = await tx.db.query(
    `SELECT customer_id, field, former, latter FROM import_changes
      WHERE import_id = ? AND customer_id IN ${placeholders(ids.length)}`,
    [importId, ...ids],
  );
  const kept = new Map<number, KeptField[]>();
  for (const row of rows) kept.set(row.customer_id, [...(kept.get(row.customer_id) ?? []), row]);
  return kept;
}

async function knownTo(
  tx: Ctx,
  run: { found: Import; jobId: number },
  kept: readonly KeptField[],
  records: readonly CustomerRecord[],
): Promise<Known> {
  const former = (field: string) => kept.flatMap((one) => (one.field === field && one.former ? [one.former] : []));
  const organisations = await organisationNames(tx, [
    ...new Set([
      ...former("organisation").map(Number),
      ...former("organisationAccess").flatMap((text) => [...grantsFrom(text).keys()]),
      ...records.flatMap((record) => [...record.grants.keys()]),
    ]),
  ]);
  const definitions = new Map((await allDefinitions(tx)).map((definition) => [definition.id, definition.name]));
  const owners = new Map<string, CustomerRecord>();
  for (const kind of ["email", "mobile"] as const) {
    const keys = former(kind).map((text) => (JSON.parse(text) as [string, string])[1]);
    const ids = await ownersOf(tx.db, kind, keys);
    const people = new Map((await loadCustomers(tx.db, [...new Set(ids.values())])).map((one) => [one.id, one]));
    for (const [key, id] of ids) {
      const owner = people.get(id);
      if (owner) owners.set(`${kind} ${key}`, owner);
    }
  }
  const names: Names = {
    attribute: (id) => definitions.get(id) ?? `attribute ${id}`,
    organisation: (id) => organisations.get(id) ?? `organisation ${id}`,
  };
  return { ...run, names, organisations, owners };
}

function fieldOfTimeline(field: string, names: Names): string {
  const definitionId = attributeOfField(field);
  return definitionId === undefined ? field : `attributes.${names.attribute(definitionId)}`;
}

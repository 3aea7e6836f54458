import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { type CustomerRecord, loadCustomers, type OtherIdentifier, ownersOf } from "@/server/customers/customer-row";
import { displayName } from "@/server/customers/identity/person-name";
import { insertRows, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import type { KeptField } from "./kept-fields";
import type { LaterMerges } from "./later-merges";
import type { Leftovers } from "./leftovers";
import { type FormerIdentifier, movesOf, setPrimary } from "./move-everything";
import { identifiersOf } from "./plan-merge";

interface Sides {
  kept: CustomerRecord;
  merged: CustomerRecord;
  fields: readonly KeptField[];
  later: LaterMerges;
  left: Leftovers;
}

/** Both with the addresses and numbers that they have from now on, which are written. */
interface Returned {
  kept: CustomerRecord;
  merged: CustomerRecord;
  changes: FieldChange[];
}

/** Gives the merged customer their addresses and numbers back, those that the survivor still has. Nobody is left without any. */
export async function returnIdentifiers(tx: Ctx, mergeId: number, sides: Sides): Promise<Returned> {
  const { kept, merged, left } = sides;
  const former = (await movesOf<FormerIdentifier>(tx, mergeId, "identifier")).flatMap((move) => move.former ?? []);
  const has = (one: FormerIdentifier) => identifiersOf(kept).some((own) => isSame(own, one));
  const still = former.filter(has);
  const back = still.length > 0 ? still : await freeOnes(tx, former);
  if (back.length === 0) {
    throw new UserError("id", "None of the addresses and numbers that moved is there any more: they would have none.");
  }
  for (const one of former.filter((one) => !back.some((other) => isSame(other, one)))) await leaveOut(tx, one, left);
  const staying = identifiersOf(kept).filter((own) => !back.some((one) => isSame(own, one)));
  if (staying.length === 0) {
    const message = `${displayName(kept)} would have no address and no number left. Give them one first.`;
    throw new UserError("id", message, { customerId: kept.id });
  }

  const keptAfter = { ...kept, ...primariesOf(staying, (kind) => primaryOf(sides, kind, staying)) };
  const mergedAfter = {
    ...merged,
    ...primariesOf(back, (kind) => back.find((one) => one.kind === kind && one.isPrimary)?.key),
  };
  await write(tx, { kept: keptAfter, merged: mergedAfter }, back, still);
  return { kept: keptAfter, merged: mergedAfter, changes: changesOf(kept, keptAfter, back) };
}

const isSame = (one: { kind: string; key: string }, other: { kind: string; key: string }): boolean =>
  one.kind === other.kind && one.key === other.key;

/** The last resort for one who would have none: what was taken off since, and nobody has. */
async function freeOnes(tx: Ctx, former: readonly FormerIdentifier[]): Promise<FormerIdentifier[]> {
  const free: FormerIdentifier[] = [];
  for (const one of former) if (!(await ownersOf(tx.db, one.kind, [one.key])).has(one.key)) free.push(one);
  return free;
}

async function leaveOut(tx: Ctx, { kind, key, value }: FormerIdentifier, left: Leftovers): Promise<void> {
  const ownerId = (await ownersOf(tx.db, kind, [key])).get(key);
  const [owner] = ownerId === undefined ? [] : await loadCustomers(tx.db, [ownerId]);
  left.add(kind, owner ? `${displayName(owner)} has ${value} now.` : `${value} has been taken off since.`);
}

/** The survivor's primary one stays if it does not go; otherwise the one of before the merge, or the next. */
function primaryOf(
  { kept, fields, later, left }: Sides,
  kind: "email" | "mobile",
  staying: readonly OtherIdentifier[],
): string | undefined {
  const isThere = (key: string | null | undefined) => staying.some((one) => one.kind === kind && one.key === key);
  const current = kept[`${kind}Key`];
  const changed = fields.find(({ field }) => field === kind);
  const isIntact = changed && keyOf(later.expected(changed)) === current;
  const former = changed && keyOf(later.without(changed)?.value ?? null);
  if (current === null || !isThere(current)) return isThere(former) ? (former ?? undefined) : undefined;
  if (changed && !isIntact && former !== current) left.add(kind, "This has been changed since.");
  return current;
}

/** Of an identifier as customer-state.ts writes it. */
const keyOf = (text: string | null): string | null => (JSON.parse(text ?? "[]") as string[])[1] ?? null;

type Primaries = Pick<CustomerRecord, "email" | "emailKey" | "mobile" | "mobileKey" | "others">;

/** @param wanted the key of the primary one of a kind; without one it is the first of that kind */
function primariesOf(
  all: readonly OtherIdentifier[],
  wanted: (kind: "email" | "mobile") => string | undefined,
): Primaries {
  const first = (kind: "email" | "mobile") => {
    const key = wanted(kind);
    return all.find((one) => one.kind === kind && (key === undefined || one.key === key));
  };
  const [email, mobile] = [first("email"), first("mobile")];
  return {
    email: email?.value ?? null,
    emailKey: email?.key ?? null,
    mobile: mobile?.value ?? null,
    mobileKey: mobile?.key ?? null,
    others: all.filter((one) => one !== email && one !== mobile).map(({ kind, key, value }) => ({ kind, key, value })),
  };
}

async function write(
  tx: Ctx,
  { kept, merged }: { kept: CustomerRecord; merged: CustomerRecord },
  back: readonly FormerIdentifier[],
  still: readonly FormerIdentifier[],
): Promise<void> {
  for (const { kind, key } of still) {
    await tx.db.query(
      `UPDATE customer_identifiers SET customer_id = ?, primary_slot = NULL
        WHERE kind = ? AND identifier_key = ? AND customer_id = ?`,
      [merged.id, kind, key, kept.id],
    );
  }
  const created_at = toDbTime(tx.now());
  const made = back.filter((one) => !still.includes(one));
  await insertRows(
    tx.db,
    "customer_identifiers",
    made.map(({ kind, key, value, isVerified }) => ({
      kind,
      identifier_key: key,
      value,
      customer_id: merged.id,
      primary_slot: null,
      is_verified: isVerified ? 1 : 0,
      created_at,
    })),
  );
  for (const customer of [kept, merged]) {
    for (const kind of ["email", "mobile"] as const) await setPrimary(tx, customer.id, kind, customer[`${kind}Key`]);
  }
}

function changesOf(before: CustomerRecord, after: CustomerRecord, back: readonly FormerIdentifier[]): FieldChange[] {
  const primaries = (["email", "mobile"] as const)
    .filter((kind) => before[`${kind}Key`] !== after[`${kind}Key`])
    .map((kind) => ({ field: kind, from: before[kind], to: after[kind] }));
  const others = back
    .filter((one) => before[`${one.kind}Key`] !== one.key)
    .map(({ kind, value }) => ({ field: kind === "email" ? "otherEmail" : "otherMobile", from: value, to: null }));
  return [...primaries, ...others];
}

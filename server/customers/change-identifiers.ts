import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { queueMails } from "@/server/mail/queue-mail";
import { allow } from "@/server/permissions";
import { readSettings } from "@/server/settings/settings";
import { checkCustomer, throwProblems, wholeProblems } from "./check-customer";
import { applyChanges, type Identifier } from "./customer-changes";
import { type CustomerRecord, hasIdentifier, type OtherIdentifier } from "./customer-row";
import { lookForDuplicates } from "./find-duplicates";
import { askAnew, leaveAddresses } from "./leave-address";
import { customerToEdit, takenProblems, withOwners } from "./save-customer";
import { updateCustomer as writeUpdate } from "./write-customers";

type Kind = "email" | "mobile";

/** More than anybody has; beyond it somebody collects. */
const MOST = 20;

const FIELD = { email: "otherEmail", mobile: "otherMobile" } as const;

/**
 * Adds an address or number to a customer, who is found by it from then on: the primary one where they have none of its kind.
 * Nothing happens when it is theirs already.
 */
export async function addIdentifier(
  ctx: Ctx,
  { customerId, kind, value }: { customerId: number; kind: Kind; value: string },
): Promise<void> {
  allow(ctx.actor, "customer.edit");
  const { defaultCountry } = await readSettings(ctx);
  const { changes, problems } = checkCustomer({ [kind]: value }, { definitions: [], defaultCountry });
  throwProblems(problems.map((problem) => ({ ...problem, path: "value" })));
  const wanted = changes[kind];
  if (!wanted) throw new UserError("value", `Type the ${inWords(kind)}.`, { code: "REQUIRED" });
  await atValue(() =>
    withOwners(ctx, { [kind]: value }, customerId, () =>
      inTransaction(ctx, async (tx) => {
        const before = await customerToEdit(tx, customerId);
        if (hasIdentifier(before, kind, wanted.key)) return;
        if (before[`${kind}Key`] === null) return writePrimary(tx, before, kind, wanted);
        throwProblems(await takenProblems(tx, changes, customerId));
        if (before.others.filter((other) => other.kind === kind).length >= MOST - 1)
          throw new UserError("value", `A customer has up to ${MOST} of them. Remove one first.`);
        await insertRows(tx.db, "customer_identifiers", [
          {
            kind,
            identifier_key: wanted.key,
            value: wanted.value,
            customer_id: customerId,
            primary_slot: null,
            is_verified: 0,
            created_at: toDbTime(tx.now()),
          },
        ]);
        await writeOthers(tx, before, [...before.others, { kind, ...wanted }], kind);
      }),
    ),
  );
}

/** Lets one of a customer's addresses or numbers be the one that mail goes to, or that is shown. The former one stays theirs. */
export async function makeIdentifierPrimary(ctx: Ctx, { id }: { id: number }): Promise<void> {
  allow(ctx.actor, "customer.edit");
  await inTransaction(ctx, async (tx) => {
    const { before, kind, key, value } = await identifierToEdit(tx, id);
    await writePrimary(tx, before, kind, { key, value });
  });
}

/**
 * Takes an address or number off a customer; the next one of its kind moves up when it was the primary one. Whoever reads that
 * mailbox must not get in by it any more, and is told, in case nobody asked for the change.
 */
export async function removeIdentifier(ctx: Ctx, { id }: { id: number }): Promise<void> {
  allow(ctx.actor, "customer.edit");
  await inTransaction(ctx, async (tx) => {
    const { before, kind, key, value } = await identifierToEdit(tx, id);
    if (before[`${kind}Key`] === key) return writePrimary(tx, before, kind, null);
    await tx.db.query("DELETE FROM customer_identifiers WHERE id = ?", [id]);
    const others = before.others.filter((other) => other.kind !== kind || other.key !== key);
    await writeOthers(tx, before, others, kind);
    if (kind === "mobile") return;
    await askAnew(tx, [before.id]);
    await queueMails(tx, [{ kind: "addressChanged", to: { customerId: before.id, address: value }, values: {} }]);
  });
}

/** Writes what hangs on the identifiers that are not primary: the words by which the customer is found, version and timeline. */
async function writeOthers(tx: Ctx, before: CustomerRecord, others: OtherIdentifier[], kind: Kind): Promise<void> {
  const valuesOf = (list: OtherIdentifier[]) => list.filter((other) => other.kind === kind).map(({ value }) => value);
  const [was, is] = [valuesOf(before.others), valuesOf(others)];
  const only = (list: string[], other: string[]) => list.find((value) => !other.includes(value)) ?? null;
  const change = { field: FIELD[kind], from: only(was, is), to: only(is, was) };
  await writeUpdate(tx, before, { ...before, others }, [change]);
  await recordActivity(tx, [{ customerId: before.id, action: "customer.updated", changes: [change] }]);
  if (kind === "email") await lookForDuplicates(tx, { customerId: before.id });
}

/** Null lets the next one of the kind move up; the last one of all stays (PRODUCT 3.4). */
async function writePrimary(tx: Ctx, before: CustomerRecord, kind: Kind, wanted: Identifier | null): Promise<void> {
  // Neither attributes nor grants change, so nothing has to be told by a name that is not here.
  const { after, diff } = applyChanges(before, { [kind]: wanted }, { attribute: String, organisation: String });
  throwProblems(wholeProblems(after).map((problem) => ({ ...problem, message: "Leave them an address or a number." })));
  await writeUpdate(tx, before, after, diff);
  await leaveAddresses(tx, [{ before, after }]);
  if (diff.length > 0) await recordActivity(tx, [{ customerId: before.id, action: "customer.updated", changes: diff }]);
  if (kind === "email") await lookForDuplicates(tx, { customerId: before.id });
}

async function identifierToEdit(tx: Ctx, id: number) {
  const owner = await findIdentifier(tx, id);
  const before = await customerToEdit(tx, owner.customer_id);
  // Looked at again now that the customer is held: it may have gone, or moved to another one with a merge.
  const { customer_id, kind, identifier_key: key, value } = await findIdentifier(tx, id);
  if (customer_id !== before.id) throw notFound("address or number");
  return { before, kind, key, value };
}

async function findIdentifier(ctx: Ctx, id: number) {
  const [row]: { customer_id: number; kind: Kind; identifier_key: string; value: string }[] = await ctx.db.query(
    "SELECT customer_id, kind, identifier_key, value FROM customer_identifiers WHERE id = ?",
    [id],
  );
  if (!row) throw notFound("address or number");
  return row;
}

const inWords = (kind: Kind): string => (kind === "email" ? "e-mail address" : "mobile number");

/** The one field of the form, whatever the record calls it. */
async function atValue(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.problems.map((problem) => ({ ...problem, path: problem.path && "value" })));
  }
}

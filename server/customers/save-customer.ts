import { lastChangeBy } from "@/server/activity/list-activity";
import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { inTransaction, isDuplicateKey } from "@/server/db";
import { notFound, type Problem, UserError } from "@/server/errors";
import { inviteCustomers, sendInvitation } from "@/server/mail/send-invitation";
import { organisationToJoin } from "@/server/organisations/domains-of";
import { organisationNames } from "@/server/organisations/organisations";
import { allow } from "@/server/permissions";
import { readSettings } from "@/server/settings/settings";
import { attributeNameProblem, definitionsFor } from "./attribute-definitions";
import { type CustomerText, checkCustomer, requiredProblems, throwProblems, wholeProblems } from "./check-customer";
import { CustomerSource } from "./customer.entity";
import { applyChanges, type CustomerChanges, type Names } from "./customer-changes";
import { type CustomerRecord, loadCustomers, ownersOf } from "./customer-row";
import { lookForDuplicates } from "./find-duplicates";
import { displayName } from "./identity/person-name";
import { askAnew, leaveAddresses } from "./leave-address";
import { lockCustomers } from "./lock-customers";
import { mergedMeanwhile } from "./merging/signposts";
import { blankCustomer, insertCustomers, updateCustomer as writeUpdate } from "./write-customers";

export interface SaveCustomer extends CustomerText {
  organisationId?: number | null;
  isActive?: boolean;
  hubAccess?: boolean;
}

export interface CreateCustomer extends SaveCustomer {
  /** Whether the account mail goes out (PRODUCT S6); when not given, it does for what an agent makes by hand. */
  sendInvitation?: boolean;
}

/** A change to one of these may make somebody look like another customer. */
const LOOKED_AT: ReadonlySet<string> = new Set(["email", "firstName", "lastName", "organisation"]);

/** Makes a customer. Returns the id. */
export async function createCustomer(ctx: Ctx, input: CreateCustomer): Promise<number> {
  allow(ctx.actor, "customer.create");
  const settings = await readSettings(ctx);
  if (input.hubAccess !== undefined && input.hubAccess !== settings.newCustomersHaveHubAccess)
    allow(ctx.actor, "customer.hubAccess");
  return withOwners(ctx, input, undefined, () =>
    inTransaction(ctx, async (tx) => {
      const source = tx.actor.kind === "token" ? CustomerSource.API : CustomerSource.AGENT;
      const { after, diff } = await checkedSave(tx, blankCustomer(source, settings), input);
      const [id = 0] = await insertCustomers(tx, [after]);
      await recordActivity(tx, [{ customerId: id, action: "customer.created", changes: diff }]);
      await lookForDuplicates(tx, { customerId: id });
      if (input.sendInvitation ?? tx.actor.kind === "agent") await inviteCustomers(tx, [id], {});
      return id;
    }),
  );
}

export interface UpdateCustomer extends SaveCustomer {
  id: number;
  /** The version that the caller saw; without it the last save wins. */
  version?: number;
  /** Mails them that they have an account, as is offered to whoever sets Is Active = Yes (PRODUCT S9). Refused for who has a password. */
  sendInvitation?: boolean;
}

/** Changes a customer. Whoever saves over a colleague's change is told, and nothing is overwritten. */
export async function updateCustomer(ctx: Ctx, input: UpdateCustomer): Promise<void> {
  allow(ctx.actor, "customer.edit");
  await withOwners(ctx, input, input.id, () =>
    inTransaction(ctx, async (tx) => {
      const before = await customerToEdit(tx, input.id);
      if (input.hubAccess !== undefined && input.hubAccess !== before.hubAccess) allow(tx.actor, "customer.hubAccess");
      if (input.version !== undefined && input.version !== before.version) throw await changedMeanwhile(tx, before);

      const { after, diff } = await checkedSave(tx, before, input);
      await writeUpdate(tx, before, after, diff);
      if (before.isActive && !after.isActive) await askAnew(tx, [before.id]);
      await leaveAddresses(tx, [{ before, after }]);
      if (diff.length > 0)
        await recordActivity(tx, [{ customerId: before.id, action: "customer.updated", changes: diff }]);
      if (diff.some(({ field }) => LOOKED_AT.has(field))) await lookForDuplicates(tx, { customerId: before.id });
      if (input.sendInvitation) await sendInvitation(tx, { customerId: before.id });
    }),
  );
}

/**
 * The customer, held until the transaction ends.
 * @throws UserError for one who is deleted or was merged; DeniedError NOT_FOUND for one that there is not
 */
export async function customerToEdit(tx: Ctx, id: number): Promise<CustomerRecord> {
  await lockCustomers(tx, [id]);
  const [customer] = await loadCustomers(tx.db, [id]);
  if (!customer) throw notFound("customer");
  if (customer.mergedIntoId !== null) throw await mergedMeanwhile(tx, customer.mergedIntoId);
  if (customer.isDeleted) throw new UserError("", "This customer is deleted. Restore them first.");
  return customer;
}

async function checkedSave(tx: Ctx, before: CustomerRecord, input: SaveCustomer) {
  const given = input.attributes ?? [];
  const definitions = await definitionsFor(tx, namesToDefine(given));
  const { defaultCountry } = await readSettings(tx);
  const { changes, problems } = checkCustomer(input, { definitions, defaultCountry });
  changes.isActive = input.isActive;
  changes.hubAccess = input.hubAccess;
  if (input.organisationId !== undefined)
    changes.organisation = await chosenOrganisation(tx, input.organisationId, problems);
  if (before.id === 0) changes.organisation ??= await organisationToJoin(tx.db, changes.email?.key);

  const names = await namesFor(tx, definitions, before);
  const result = applyChanges(before, changes, names);
  // A field that is wrong already says so; "give an e-mail" beside it would only confuse.
  if (problems.length === 0) problems.push(...wholeProblems(result.after));
  problems.push(...requiredProblems(result.after, definitions, given).filter((problem) => isNew(problem, problems)));
  problems.push(...(await takenProblems(tx, changes, before.id)));
  throwProblems(problems);
  return result;
}

const isNew = (problem: Problem, problems: Problem[]) => problems.every((other) => other.path !== problem.path);

/** A name without a value would define an attribute that nobody has; an unusable one is told with the other problems. */
function namesToDefine(given: NonNullable<CustomerText["attributes"]>): string[] {
  return given
    .filter((attribute) => attribute.value?.trim() && !attributeNameProblem(attribute.name))
    .map((attribute) => attribute.name);
}

async function chosenOrganisation(tx: Ctx, id: number | null, problems: Problem[]) {
  if (id === null) return null;
  const name = (await organisationNames(tx, [id])).get(id);
  if (name !== undefined) return { id, name };
  problems.push({ path: "organisationId", message: "Choose an organisation from the list.", code: "INVALID" });
  return undefined;
}

/** Tells ids in words, for the timeline. */
export async function namesFor(
  ctx: Ctx,
  definitions: readonly { id: number; name: string; choices: string }[],
  ...records: Pick<CustomerRecord, "grants">[]
): Promise<Names> {
  const attributes = new Map(definitions.map((definition) => [definition.id, definition.name]));
  const organisations = await organisationNames(
    ctx,
    records.flatMap((record) => [...record.grants.keys()]),
  );
  return {
    attribute: (id) => attributes.get(id) ?? `attribute ${id}`,
    organisation: (id) => organisations.get(id) ?? `organisation ${id}`,
  };
}

/** Who has the wanted e-mail or mobile already, deleted customers included. */
export async function takenProblems(ctx: Ctx, changes: CustomerChanges, ownId: number | undefined): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const kind of ["email", "mobile"] as const) {
    const wanted = changes[kind];
    if (!wanted) continue;
    const ownerId = (await ownersOf(ctx.db, kind, [wanted.key])).get(wanted.key);
    if (ownerId === undefined || ownerId === ownId) continue;
    const [owner] = await loadCustomers(ctx.db, [ownerId]);
    if (owner) problems.push(taken(kind, owner));
  }
  return problems;
}

function taken(kind: "email" | "mobile", owner: CustomerRecord): Problem {
  const what = kind === "email" ? "e-mail address" : "mobile number";
  return owner.isDeleted
    ? {
        path: kind,
        code: "TAKEN_BY_DELETED",
        customerId: owner.id,
        message: `${displayName(owner)}, a deleted customer, has this ${what}. Restore them instead.`,
      }
    : { path: kind, code: "TAKEN", customerId: owner.id, message: `${displayName(owner)} has this ${what} already.` };
}

/**
 * Two creates at the same instant both find the address free; the database refuses the second. By then the first is committed,
 * so a second look tells whose it is.
 */
export async function withOwners<T>(
  ctx: Ctx,
  input: CustomerText,
  ownId: number | undefined,
  save: () => Promise<T>,
): Promise<T> {
  try {
    return await save();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const { defaultCountry } = await readSettings(ctx);
    const { changes } = checkCustomer(
      { email: input.email, mobile: input.mobile },
      { definitions: [], defaultCountry },
    );
    const problems = await takenProblems(ctx, changes, ownId);
    if (problems.length > 0) throw new UserError(problems);
    throw error;
  }
}

async function changedMeanwhile(tx: Ctx, current: CustomerRecord): Promise<UserError> {
  const last = await lastChangeBy(tx, current.id);
  const who = last ? last.actorName : "Somebody";
  const fields = last?.changes.map((change) => fieldInWords(change.field)).join(", ");
  const what = fields ? ` (${fields})` : "";
  return new UserError(
    "",
    `${who} changed this customer while you were editing${what}. Look at their changes, then save again.`,
    {
      code: "CHANGED_MEANWHILE",
      customerId: current.id,
    },
  );
}

/** `firstName` → "first name"; an attribute by its own name. */
function fieldInWords(field: string): string {
  const attribute = /^attributes\.(.*)$/s.exec(field)?.[1];
  return attribute ?? field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

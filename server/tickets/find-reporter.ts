import type { FieldChange } from "@/server/activity/field-change";
import type { CustomerAction } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { type CustomerText, checkCustomer } from "@/server/customers/check-customer";
import type { CustomerSource } from "@/server/customers/customer.entity";
import type { Identifier } from "@/server/customers/customer-changes";
import { type CustomerRecord, loadCustomers, ownersOf } from "@/server/customers/customer-row";
import { bringBack } from "@/server/customers/delete-customers";
import { lockCustomers } from "@/server/customers/lock-customers";
import { DuplicateReason } from "@/server/customers/possible-duplicate.entity";
import { notePossibleDuplicate } from "@/server/customers/possible-duplicates";
import { blankCustomer, insertCustomers, updateCustomer } from "@/server/customers/write-customers";
import type { Problem } from "@/server/errors";
import { organisationsToJoin } from "@/server/organisations/domains-of";
import { readSettings } from "@/server/settings/settings";

/** Whom a ticket is from, checked: an e-mail, a mobile, or both. */
export interface Sender {
  email: Identifier | null;
  mobile: Identifier | null;
  firstName: string;
  lastName: string;
}

export type SenderText = Pick<CustomerText, "email" | "mobile" | "firstName" | "lastName">;

/** What finding the reporter did to customers; the timeline tells it once the ticket has its number. */
export interface ReporterHappening {
  action: CustomerAction;
  changes: FieldChange[];
}

export interface FoundReporter {
  customer: CustomerRecord;
  /** The ticket's address when it is not the customer's own. */
  replyEmail: string | null;
  happenings: ReporterHappening[];
  /** Made for this ticket: possible duplicates of them are to be looked for. */
  isNew?: boolean;
}

/** Somebody who writes, and which way. */
export interface Writer {
  sender: Sender;
  source: CustomerSource;
}

/** Checks what came with a ticket; every problem is added, none is thrown. */
export async function checkSender(ctx: Ctx, text: SenderText, problems: Problem[]): Promise<Sender> {
  // A number in national form needs the desk's country; most tickets come without any number.
  const defaultCountry = text.mobile?.trim() ? (await readSettings(ctx)).defaultCountry : null;
  const { changes, problems: found } = checkCustomer(
    { email: text.email, mobile: text.mobile, firstName: text.firstName ?? "", lastName: text.lastName ?? "" },
    { definitions: [], defaultCountry },
  );
  problems.push(...found);
  const sender = {
    email: changes.email ?? null,
    mobile: changes.mobile ?? null,
    firstName: changes.firstName ?? "",
    lastName: changes.lastName ?? "",
  };
  if (!sender.email && !sender.mobile && found.length === 0) {
    const message = "Choose a customer, or give an e-mail address or a mobile number.";
    problems.push({ path: "email", code: "REQUIRED", message });
  }
  return sender;
}

/**
 * Finds the customers that tickets are from, or makes them (PRODUCT 3.5 and 3.6), in the order given. The customers involved stay
 * locked. Two senders who are new at the same moment both get here: the database refuses the second one's key, see createTicket.
 */
export async function findOrMakeReporters(tx: Ctx, writers: readonly Writer[]): Promise<FoundReporter[]> {
  const found = new Map<Writer, FoundReporter>();
  for (let left = [...writers]; left.length > 0; ) {
    const owners = await holdOwners(tx, left);
    const [now, later] = parted(left, owners);
    const newcomers = now.filter((writer) => !owners.of(writer).owner);
    for (const [at, one] of (await makeReporters(tx, newcomers)).entries()) found.set(newcomers[at] as Writer, one); // One for each.
    for (const writer of now) {
      const known = owners.of(writer);
      if (known.owner) found.set(writer, await knownReporter(tx, writer.sender, { ...known, owner: known.owner }));
    }
    // They are from people whom the others of this lot have just made or changed.
    left = later;
  }
  return writers.map((writer) => found.get(writer) as FoundReporter); // All have been found by now.
}

interface Owners {
  emailOwner: number | undefined;
  mobileOwner: number | undefined;
  owner: CustomerRecord | undefined;
}

async function knownReporter(
  tx: Ctx,
  sender: Sender,
  { emailOwner, mobileOwner, owner }: Owners & { owner: CustomerRecord },
): Promise<FoundReporter> {
  const found: FoundReporter = {
    customer: owner,
    // A stranger who knows the number must not get onto the record (PRODUCT 3.5): the address stays on the ticket.
    replyEmail: emailOwner === undefined ? (sender.email?.value ?? null) : null,
    happenings: [],
  };
  await comeBack(tx, found);
  if (mobileOwner !== undefined && mobileOwner !== owner.id) {
    await notePossibleDuplicate(tx, [owner.id, mobileOwner], DuplicateReason.EMAIL_AND_MOBILE);
  } else if (mobileOwner === undefined) await fillMobile(tx, found, sender.mobile);
  return found;
}

/** Those who can be done together, and those who need what becomes of the others: of one person, who is changed but once. */
function parted(writers: readonly Writer[], owners: { of(writer: Writer): Owners }): [Writer[], Writer[]] {
  const taken = new Set<string>();
  const [now, later]: [Writer[], Writer[]] = [[], []];
  for (const writer of writers) {
    const { owner } = owners.of(writer);
    const { email, mobile } = writer.sender;
    const changes = !owner || owner.isDeleted || mobile !== null;
    const keys = [owner && `id ${owner.id}`, email?.key, mobile?.key].filter((key) => key !== undefined);
    if (changes && keys.some((key) => taken.has(key))) later.push(writer);
    else {
      now.push(writer);
      for (const key of keys) taken.add(key);
    }
  }
  return [now, later];
}

/** An owner may be merged into another between the look and the lock; then the address is the other's by now. */
async function holdOwners(tx: Ctx, writers: readonly Writer[]): Promise<{ of(writer: Writer): Owners }> {
  const keysOf = (kind: "email" | "mobile") => [...new Set(writers.flatMap(({ sender }) => sender[kind]?.key ?? []))];
  for (;;) {
    const emails = await ownersOf(tx.db, "email", keysOf("email"));
    const mobiles = await ownersOf(tx.db, "mobile", keysOf("mobile"));
    const ids = [...new Set([...emails.values(), ...mobiles.values()])];
    await lockCustomers(tx, ids);
    const records = new Map((await loadCustomers(tx.db, ids)).map((record) => [record.id, record]));
    const of = ({ sender }: Writer): Owners => {
      const emailOwner = sender.email ? emails.get(sender.email.key) : undefined;
      const mobileOwner = sender.mobile ? mobiles.get(sender.mobile.key) : undefined;
      const ownerId = emailOwner ?? mobileOwner;
      const owner = ownerId === undefined ? undefined : records.get(ownerId);
      if (ownerId !== undefined && !owner) throw new Error(`Customer ${ownerId} has an identifier and no record.`);
      return { emailOwner, mobileOwner, owner };
    };
    if (writers.every((writer) => of(writer).owner?.mergedIntoId == null)) return { of };
  }
}

async function makeReporters(tx: Ctx, writers: readonly Writer[]): Promise<FoundReporter[]> {
  if (writers.length === 0) return [];
  const settings = await readSettings(tx);
  const keys = writers.flatMap(({ sender }) => sender.email?.key ?? []);
  const organisations = await organisationsToJoin(tx.db, keys);
  const customers = writers.map(({ sender, source }): CustomerRecord => {
    const organisation = sender.email ? organisations.get(sender.email.key) : undefined;
    return {
      ...blankCustomer(source, settings),
      organisationId: organisation?.id ?? null,
      organisationName: organisation?.name ?? null,
      firstName: sender.firstName,
      lastName: sender.lastName,
      email: sender.email?.value ?? null,
      emailKey: sender.email?.key ?? null,
      mobile: sender.mobile?.value ?? null,
      mobileKey: sender.mobile?.key ?? null,
    };
  });
  const ids = await insertCustomers(tx, customers);
  return customers.map((customer, at) => ({
    customer: { ...customer, id: ids[at] ?? 0 },
    replyEmail: null,
    happenings: [{ action: "customer.created", changes: firstChanges(customer) }],
    isNew: true,
  }));
}

function firstChanges(customer: CustomerRecord): FieldChange[] {
  const changes = (["email", "mobile", "firstName", "lastName"] as const)
    .filter((field) => customer[field])
    .map((field): FieldChange => ({ field, from: null, to: customer[field] }));
  if (customer.organisationName) changes.push({ field: "organisation", from: null, to: customer.organisationName });
  return changes;
}

/** A deleted customer who writes again is back, inactive (PRODUCT 3.6). */
export async function comeBack(tx: Ctx, found: Pick<FoundReporter, "customer" | "happenings">): Promise<void> {
  const { customer } = found;
  if (!customer.isDeleted) return;
  const changes = await bringBack(tx, customer);
  found.customer = { ...customer, isDeleted: false, deletedAt: null, isActive: false };
  found.happenings.push({ action: "customer.restored", changes });
}

async function fillMobile(tx: Ctx, found: FoundReporter, mobile: Identifier | null): Promise<void> {
  const before = found.customer;
  if (!mobile || before.mobileKey !== null) return;
  const after: CustomerRecord = { ...before, mobile: mobile.value, mobileKey: mobile.key };
  const changes: FieldChange[] = [{ field: "mobile", from: null, to: mobile.value }];
  await updateCustomer(tx, before, after, changes);
  found.customer = after;
  found.happenings.push({ action: "customer.updated", changes });
}

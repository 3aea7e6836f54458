import type { FieldChange } from "@/server/activity/field-change";
import type { CustomerAction } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { type CustomerText, checkCustomer } from "@/server/customers/check-customer";
import type { CustomerSource } from "@/server/customers/customer.entity";
import type { Identifier } from "@/server/customers/customer-changes";
import { type CustomerRecord, loadCustomers, ownersOf } from "@/server/customers/customer-row";
import { bringBack } from "@/server/customers/delete-customers";
import { duplicatesJob } from "@/server/customers/find-duplicates";
import { lockCustomers } from "@/server/customers/lock-customers";
import { DuplicateReason } from "@/server/customers/possible-duplicate.entity";
import { notePossibleDuplicate } from "@/server/customers/possible-duplicates";
import { blankCustomer, insertCustomers, updateCustomer } from "@/server/customers/write-customers";
import type { Problem } from "@/server/errors";
import type { NewJob } from "@/server/jobs/enqueue-job";
import { organisationToJoin } from "@/server/organisations/domains-of";
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
  /** What is to be done for a customer who was made, after the ticket. */
  jobs?: NewJob[];
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
 * Finds the customer that a ticket is from, or makes them (PRODUCT 3.5 and 3.6). The customers involved stay locked. Two
 * senders who are new at the same moment both get here: the database refuses the second one's key, see createTicket.
 */
export async function findOrMakeReporter(tx: Ctx, sender: Sender, source: CustomerSource): Promise<FoundReporter> {
  const { emailOwner, mobileOwner, owner } = await holdOwners(tx, sender);
  if (!owner) return makeReporter(tx, sender, source);
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

/** An owner may be merged into another between the look and the lock; then the address is the other's by now. */
async function holdOwners(tx: Ctx, sender: Sender) {
  for (;;) {
    const emailOwner = await ownerOf(tx, "email", sender.email);
    const mobileOwner = await ownerOf(tx, "mobile", sender.mobile);
    const ownerId = emailOwner ?? mobileOwner;
    if (ownerId === undefined) return { emailOwner, mobileOwner };
    await lockCustomers(tx, [...new Set([ownerId, mobileOwner ?? ownerId])]);
    const [owner] = await loadCustomers(tx.db, [ownerId]);
    if (!owner) throw new Error(`Customer ${ownerId} has an identifier and no record.`);
    if (owner.mergedIntoId === null) return { emailOwner, mobileOwner, owner };
  }
}

async function ownerOf(tx: Ctx, kind: "email" | "mobile", wanted: Identifier | null): Promise<number | undefined> {
  return wanted ? (await ownersOf(tx.db, kind, [wanted.key])).get(wanted.key) : undefined;
}

async function makeReporter(tx: Ctx, sender: Sender, source: CustomerSource): Promise<FoundReporter> {
  const organisation = await organisationToJoin(tx.db, sender.email?.key);
  const customer: CustomerRecord = {
    ...blankCustomer(source),
    organisationId: organisation?.id ?? null,
    organisationName: organisation?.name ?? null,
    firstName: sender.firstName,
    lastName: sender.lastName,
    email: sender.email?.value ?? null,
    emailKey: sender.email?.key ?? null,
    mobile: sender.mobile?.value ?? null,
    mobileKey: sender.mobile?.key ?? null,
  };
  const [id = 0] = await insertCustomers(tx, [customer]);
  const changes = (["email", "mobile", "firstName", "lastName"] as const)
    .filter((field) => customer[field])
    .map((field): FieldChange => ({ field, from: null, to: customer[field] }));
  if (organisation) changes.push({ field: "organisation", from: null, to: organisation.name });
  return {
    customer: { ...customer, id },
    replyEmail: null,
    happenings: [{ action: "customer.created", changes }],
    jobs: [duplicatesJob({ customerId: id })],
  };
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

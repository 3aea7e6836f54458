import { allFakers, type Faker } from "@faker-js/faker";
import { recordActivity } from "./activity/record-activity";
import type { Ctx } from "./ctx";
import { allDefinitions } from "./customers/attribute-definitions";
import { CustomerSource } from "./customers/customer.entity";
import { ownersOf } from "./customers/customer-row";
import { parseEmail } from "./customers/identity/email-key";
import { parseMobile } from "./customers/identity/mobile-key";
import { blankCustomer, insertCustomers, type NewCustomer } from "./customers/write-customers";
import { inTransaction } from "./db";
import { Organisation } from "./organisations/organisation.entity";
import { organisationKey } from "./organisations/organisations";

const BATCH = 1000;
const LOCALES = ["en_GB", "de", "fr", "es", "pl", "pt_BR", "tr", "sv", "ja", "ar", "uk", "it"] as const;
const ROLES = ["Buyer", "Owner", "Accountant", "Developer", "Office manager", "Head of support"];
const DEPARTMENTS = ["Sales", "Finance", "Engineering", "Operations", "Support", ""];

/** Makes plausible customers, the same ones at each call with the same numbers; those who exist already are left alone. */
export async function seed(
  ctx: Ctx,
  input: { customers: number; onProgress?: (done: number) => void },
): Promise<number> {
  const organisations = await seedOrganisations(ctx);
  const definitions = await allDefinitions(ctx);
  const ids = {
    role: definitions.find((one) => one.nameKey === "role")?.id,
    department: definitions.find((one) => one.nameKey === "department")?.id,
  };
  // Spread over a year, so that sorting and filtering by date have something to show.
  const size = Math.min(BATCH, Math.max(10, Math.ceil(input.customers / 50)));
  let made = 0;
  for (let start = 0; start < input.customers; start += size) {
    const numbers = Array.from({ length: Math.min(size, input.customers - start) }, (_, index) => start + index);
    const batch = numbers.map((number) => person(number, organisations, ids));
    const daysAgo = 365 * (1 - (start + batch.length) / input.customers);
    made += await insertBatch(earlier(ctx, daysAgo), batch);
    input.onProgress?.(start + batch.length);
  }
  return made;
}

const earlier = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  now: () => new Date(ctx.now().getTime() - days * 86_400_000),
});

/** Those who were seeded before are left alone: the same numbers make the same people. */
async function insertBatch(ctx: Ctx, batch: NewCustomer[]): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const emails = await ownersOf(
      tx.db,
      "email",
      batch.flatMap((one) => one.emailKey ?? []),
    );
    const mobiles = await ownersOf(
      tx.db,
      "mobile",
      batch.flatMap((one) => one.mobileKey ?? []),
    );
    const fresh = batch.filter((one) => !emails.has(one.emailKey ?? "") && !mobiles.has(one.mobileKey ?? ""));
    const ids = await insertCustomers(tx, fresh);
    await recordActivity(
      tx,
      ids.map((customerId) => ({ customerId, action: "customer.created" })),
    );
    return fresh.length;
  });
}

async function seedOrganisations(ctx: Ctx): Promise<Organisation[]> {
  const faker = fakerFor("en_GB", 7);
  const names = Array.from({ length: 40 }, (_, number) => `${faker.company.name()}${number % 7 === 0 ? " Group" : ""}`);
  return inTransaction(ctx, async (tx) => {
    const known = new Map((await tx.db.find(Organisation)).map((one) => [one.nameKey, one]));
    for (const name of names) {
      const nameKey = organisationKey(name);
      if (!known.has(nameKey))
        known.set(nameKey, await tx.db.save(Organisation, { name, nameKey, createdAt: tx.now() }));
    }
    return [...known.values()];
  });
}

const fakers = new Map<string, Faker>();
function fakerFor(locale: (typeof LOCALES)[number], number: number): Faker {
  const faker = fakers.get(locale) ?? allFakers[locale];
  fakers.set(locale, faker);
  faker.seed(number);
  return faker;
}

function person(
  number: number,
  organisations: Organisation[],
  ids: { role?: number; department?: number },
): NewCustomer {
  const faker = fakerFor(LOCALES[number % LOCALES.length] ?? "en_GB", number);
  const [firstName, lastName] = [faker.person.firstName(), faker.person.lastName()];
  const email = parseEmail(
    `${latin(firstName)}.${latin(lastName)}${number}@example.${number % 3 === 0 ? "org" : "com"}`,
  );
  // 07700 900 is set aside for fiction in the United Kingdom, 555-01 in North America.
  const mobile =
    number < 1000 && number % 4 !== 3 ? parseMobile(`+447700900${String(number).padStart(3, "0")}`) : undefined;
  const organisation =
    number % 5 === 4 ? undefined : organisations[faker.number.int({ max: organisations.length - 1 })];
  const attributes = new Map<number, string>();
  if (ids.role && number % 2 === 0) attributes.set(ids.role, faker.helpers.arrayElement(ROLES));
  const department = faker.helpers.arrayElement(DEPARTMENTS);
  if (ids.department && department) attributes.set(ids.department, department);
  return {
    ...blankCustomer(faker.helpers.arrayElement([CustomerSource.AGENT, CustomerSource.PORTAL, CustomerSource.EMAIL]), {
      newCustomersHaveHubAccess: true,
    }),
    firstName,
    lastName,
    email: email.ok ? email.value : null,
    emailKey: email.ok ? email.key : null,
    mobile: mobile?.ok ? mobile.value : null,
    mobileKey: mobile?.ok ? mobile.key : null,
    organisationId: organisation?.id ?? null,
    organisationName: organisation?.name ?? null,
    isActive: number % 3 !== 0,
    hubAccess: number % 11 !== 0,
    attributes,
  };
}

/** A mailbox name of plain letters; scripts without any get a neutral one. */
function latin(name: string): string {
  return (
    name
      .normalize("NFKD")
      .replace(/[^A-Za-z]/g, "")
      .toLowerCase() || "customer"
  );
}

import { faker } from "@faker-js/faker";
import { changeCustomerTags } from "@/server/customers/customer-tags";
import { UserError } from "@/server/errors";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import { createOrganisation } from "@/server/organisations/organisations";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { mergeCustomers } from "./merge-customers";
import { brokenRules, everythingOf } from "./test-merges";
import { unmergeCustomers } from "./unmerge-customers";

const PEOPLE = 6;
const STEPS = 30;

async function randomCustomers(ctx: TestCtx): Promise<number[]> {
  const organisations = [
    await createOrganisation(ctx, { name: "Acme" }),
    await createOrganisation(ctx, { name: "Beta" }),
  ];
  const maybe = <T>(make: () => T): T | undefined => faker.helpers.maybe(make, { probability: 0.6 });
  const ids: number[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const mobile = maybe(() => `+44 7700 900${100 + n}`);
    const { id } = await aCustomer(ctx, {
      email: mobile && n % 3 === 0 ? undefined : `person${n}@example.com`,
      mobile,
      firstName: maybe(() => faker.person.firstName()),
      lastName: maybe(() => faker.person.lastName()),
      organisationId: maybe(() => faker.helpers.arrayElement(organisations).id),
      attributes: maybe(() => [{ name: "Role", value: faker.person.jobType() }]),
      hubAccess: faker.datatype.boolean(0.7),
    });
    ids.push(id);
    for (let tickets = faker.number.int(3); tickets > 0; tickets -= 1) await aTicket(ctx, { reporterId: id });
    const tags = maybe(() => [faker.helpers.arrayElement(["VIP", "Old", "New"])]);
    if (tags) await changeCustomerTags(ctx, { customerId: id, add: tags });
    for (const organisation of organisations) {
      const level = maybe(() => faker.helpers.enumValue(GrantLevel));
      if (!level) continue;
      await ctx.database.writer.query(
        "INSERT INTO organisation_grants (customer_id, organisation_id, level) VALUES (?, ?, ?)",
        [id, organisation.id, level],
      );
    }
    await ctx.database.writer.query("UPDATE customers SET is_blocked = ? WHERE id = ?", [
      faker.datatype.boolean(0.2) ? 1 : 0,
      id,
    ]);
  }
  return ids;
}

const FIELDS = ["email", "mobile", "firstName", "lastName", "organisation", "attributes.Role"];

/** False where it was refused, as an agent would be told. */
async function tried(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

forEachDatabase("merging and taking apart at random, in any order", (open) => {
  test.each([1, 2, 3])("keeps every rule, and in the end everybody is exactly as before (seed %i)", async (seed) => {
    const ctx = testCtx(await open());
    faker.seed(seed);
    const ids = await randomCustomers(ctx);
    const before = await everythingOf(ctx);
    const standing: number[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      ctx.clock.advance(1000);
      if (standing.length > 0 && faker.datatype.boolean(0.4)) {
        const id = faker.helpers.arrayElement(standing);
        if (await tried(unmergeCustomers(ctx, { id }))) standing.splice(standing.indexOf(id), 1);
      } else {
        const [keepId = 0, mergeId = 0] = faker.helpers.arrayElements(ids, 2);
        const takeFromMerged = faker.helpers.arrayElements(FIELDS);
        await tried(mergeCustomers(ctx, { keepId, mergeId, takeFromMerged }).then((id) => standing.push(id)));
      }
      expect(await brokenRules(ctx)).toEqual([]);
    }
    for (let round = 0; standing.length > 0 && round < 100; round += 1) {
      const id = faker.helpers.arrayElement(standing);
      if (await tried(unmergeCustomers(ctx, { id }))) standing.splice(standing.indexOf(id), 1);
    }
    expect(await everythingOf(ctx)).toEqual(before);
    const left = await ctx.db.query("SELECT field, leftover FROM customer_merge_fields");
    expect(left).toEqual([]);
  });
});

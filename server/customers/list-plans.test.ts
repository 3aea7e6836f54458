import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { seed } from "@/server/seed";
import { recordQueries } from "@/server/testing/count-statements";
import { forEachDatabase } from "@/server/testing/databases";
import { wholeReads } from "@/server/testing/read-plans";
import { testCtx } from "@/server/testing/test-ctx";
import { CustomerSource } from "./customer.entity";
import { type CustomerSortField, SORTS } from "./customer-sort";
import type { CustomerView } from "./customer-view";
import { countCustomers, listCustomers, planCustomers } from "./list-customers";
import type { Plan } from "./plan-view";

const SEEDED = 2000;
const COPIES = 24;

const VIEWS: CustomerView[] = [
  {},
  ...["a", "x", "an", "joh", "johnson", "example", "0770", "fra mu", "nobody"].map((query) => ({ query })),
  { filter: { isDeleted: true } },
  { filter: { isActive: true } },
  { filter: { hubAccess: false } },
  { filter: { organisationId: 3 } },
  { filter: { source: CustomerSource.EMAIL } },
  { filter: { source: CustomerSource.IMPORT } },
  { filter: { importId: 1 } },
  { filter: { createdFrom: new Date("2026-03-01") } },
  { filter: { createdBefore: new Date("2026-03-01") } },
  { filter: { attributes: [{ name: "Role", value: "buyer" }] } },
  { filter: { attributes: [{ name: "Role", value: "" }] } },
  { query: "an", filter: { isActive: true, organisationId: 3 } },
];

forEachDatabase("at 50,000 customers", (open) => {
  test("no sort, filter or search of the list reads a whole table", async () => {
    const ctx = testCtx(await open());
    await fill(ctx);
    const read = new Set<string>();
    for (const view of VIEWS) {
      for (const field of Object.keys(SORTS) as CustomerSortField[]) {
        const sort = { field, isDescending: field === "createdAt" };
        const { statements } = await recordQueries(ctx.database, async () => {
          const page = await listCustomers(ctx, { ...view, sort, direction: "forward", size: 25 });
          const cursor = page.rows.at(-1)?.cursor;
          if (cursor) await listCustomers(ctx, { ...view, sort, direction: "forward", size: 25, cursor });
          await countCustomers(ctx, view);
        });
        for (const found of await wholeReads(ctx, statements, (table) => SMALL.has(table))) read.add(found);
      }
    }
    expect([...read]).toEqual([]);
    await expectJumpsToFind(ctx);
  });
});

/**
 * Matches that stand together at the end of the names, and are said to be more than anybody sorts: the walk jumps to them. It
 * must find what sorting them finds, in both directions.
 */
async function expectJumpsToFind(ctx: Ctx): Promise<void> {
  const [last]: { name_sort: string }[] = await ctx.db.query(
    "SELECT name_sort FROM customers WHERE is_deleted = 0 AND name_sort < 'zz' ORDER BY is_deleted DESC, name_sort DESC LIMIT 1",
  );
  const query = last?.name_sort.split(" ")[0] ?? "";
  const plan = await planCustomers(ctx, { query });
  const rarest = await plan.rarest();
  const many: Plan = { ...plan, rarest: async () => rarest && { ...rarest, matches: 1_000_000 } };
  for (const isDescending of [false, true]) {
    for (const direction of ["forward", "backward"] as const) {
      const sort = { field: "name" as const, isDescending };
      let cursor: string | undefined;
      let found = 0;
      for (let page = 1; page <= 3; page += 1) {
        const sorted = await listCustomers(ctx, { query, plan, sort, direction, size: 20, cursor });
        const walked = await listCustomers(ctx, { query, plan: many, sort, direction, size: 20, cursor });
        expect(walked).toEqual(sorted);
        found += sorted.rows.length;
        cursor = (direction === "forward" ? sorted.rows.at(-1) : sorted.rows[0])?.cursor;
        if (!cursor) break;
      }
      expect(found).toBeGreaterThan(0);
    }
  }
}

/** Seeded customers and copies of them under other ids, which is quicker than 50,000 made one by one. */
async function fill(ctx: Ctx): Promise<void> {
  await seed(ctx, { customers: SEEDED });
  for (let copy = 1; copy <= COPIES; copy += 1) {
    const shift = copy * SEEDED;
    await inTransaction(ctx, async (tx) => {
      await tx.db.query(
        `INSERT INTO customers (id, first_name, last_name, organisation_id, source, is_active, hub_access, is_blocked, is_deleted, version,
          created_at, updated_at, last_activity_at, name_sort, email_sort, mobile_sort, organisation_sort)
        SELECT id + ${shift}, first_name, last_name, organisation_id, source, is_active, hub_access, is_blocked, is_deleted, version,
          created_at, updated_at, last_activity_at, CONCAT(name_sort, ' ${copy}'), CONCAT('${copy}', email_sort), mobile_sort, organisation_sort
        FROM customers WHERE id <= ${SEEDED}`,
      );
      for (const [table, columns, values] of [
        ["customer_words", "word, name_sort, is_deleted", `word, CONCAT(name_sort, ' ${copy}'), is_deleted`],
        ["customer_attributes", "definition_id, value, value_key", "definition_id, value, value_key"],
      ]) {
        await tx.db.query(
          `INSERT INTO ${table} (customer_id, ${columns}) SELECT customer_id + ${shift}, ${values} FROM ${table} WHERE customer_id <= ${SEEDED}`,
        );
      }
    });
  }
  for (const table of ["customers", "customer_words", "customer_attributes"]) {
    await inTransaction(ctx, (tx) =>
      tx.db.query(ctx.database.kind === "sqlite" ? `ANALYZE ${table}` : `ANALYZE TABLE ${table}`),
    );
  }
}

/** Small tables that are read whole on purpose, and derived ones, by our own short names, which hold what was found. */
const SMALL = new Set(["attribute_definitions", "AttributeDefinition", "f", "p", "q", "counted"]);

import { createOrganisation } from "@/server/organisations/organisations";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { CustomerSource } from "./customer.entity";
import { type CustomerSortField, SORTS } from "./customer-sort";
import { deleteCustomers } from "./delete-customers";
import { countCustomers, type ListCustomers, listCustomers } from "./list-customers";
import { updateCustomer } from "./save-customer";

const ALL: ListCustomers = { direction: "forward", size: 100 };

forEachDatabase("the customer list", (open) => {
  type Ctx = ReturnType<typeof testCtx>;
  const found = async (ctx: Ctx, view: Partial<ListCustomers>) =>
    (await listCustomers(ctx, { ...ALL, ...view })).rows.map(({ row }) => row.firstName);

  async function people(ctx: Ctx) {
    const acme = await createOrganisation(ctx, { name: "Acme Wörks" });
    await aCustomer(ctx, {
      firstName: "Zoë",
      lastName: "O'Brien",
      email: "zoe@mail.example.com",
      organisationId: acme.id,
    });
    await aCustomer(ctx, { firstName: "ángel", lastName: "Souza", mobile: "+44 7700 900123", isActive: true });
    await aCustomer(ctx, { firstName: "Bob", lastName: "Angström", email: "bob.x@test.example.org", hubAccess: false });
    await aCustomer(ctx, { firstName: "山田", lastName: "太郎", attributes: [{ name: "Role", value: "Käufer" }] });
  }

  test("finds by the beginning of any word, from the first character on, accents and case ignored", async () => {
    const ctx = testCtx(await open());
    await people(ctx);
    const expected: Record<string, string[]> = {
      z: ["Zoë"],
      ZOE: ["Zoë"],
      brien: ["Zoë"],
      obri: ["Zoë"],
      ang: ["ángel", "Bob"],
      "an so": ["ángel"],
      "so an": ["ángel"],
      "zoe@mail.example.com": ["Zoë"],
      "mail.ex": ["Zoë"],
      test: ["Bob"],
      worKS: ["Zoë"],
      "07700 900": ["ángel"],
      "+44 7700": ["ángel"],
      "7700900123": ["ángel"],
      "0044 (0)7700-900123": ["ángel"],
      太: ["山田"],
      nobody: [],
      "!!!": [],
      "%": [],
      "'; DROP TABLE customers": [],
    };
    const results: Record<string, string[]> = {};
    for (const query of Object.keys(expected)) {
      results[query] = await found(ctx, { query });
      expect(await countCustomers(ctx, { query })).toEqual({ count: results[query].length, isExact: true });
    }
    expect(results).toEqual(expected);
  });

  test("finds a customer by their new words, and no longer by the old ones, after a change", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { firstName: "Ann", lastName: "Smith" });
    await updateCustomer(ctx, { id: ann.id, lastName: "Jones" });
    expect(await found(ctx, { query: "smith" })).toEqual([]);
    expect(await found(ctx, { query: "jones" })).toEqual(["Ann"]);
  });

  test("filters by each of its filters, alone and together", async () => {
    const ctx = testCtx(await open());
    await people(ctx);
    expect(await found(ctx, { filter: { isActive: true } })).toEqual(["ángel"]);
    expect(await found(ctx, { filter: { hubAccess: false } })).toEqual(["Bob"]);
    expect(await found(ctx, { filter: { organisationId: 1 } })).toEqual(["Zoë"]);
    expect(await found(ctx, { filter: { source: CustomerSource.IMPORT } })).toEqual([]);
    expect(await found(ctx, { filter: { attributes: [{ name: "role", value: "kaufer" }] } })).toEqual(["山田"]);
    expect(await found(ctx, { filter: { attributes: [{ name: "Role", value: "" }] } })).toHaveLength(3);
    expect(await found(ctx, { filter: { createdFrom: new Date("2026-03-05") } })).toEqual([]);
    expect(await found(ctx, { filter: { createdBefore: new Date("2026-03-05") } })).toHaveLength(4);
    expect(await found(ctx, { query: "an", filter: { isActive: true, hubAccess: true } })).toEqual(["ángel"]);
  });

  test("sorts names as people read them, the same on every database", async () => {
    const ctx = testCtx(await open());
    for (const firstName of ["Zoë", "ábel", "Östen", "bob", "Ann", "ßara", "Émile"])
      await aCustomer(ctx, { firstName });
    const up = ["ábel", "Ann", "bob", "Émile", "Östen", "ßara", "Zoë"];
    expect(await found(ctx, {})).toEqual(up);
    expect(await found(ctx, { sort: { field: "name", isDescending: true } })).toEqual([...up].reverse());
  });

  test.each(Object.keys(SORTS) as CustomerSortField[])(
    "pages by %s forward and back without gap or repeat",
    async (field) => {
      const ctx = testCtx(await open());
      for (let n = 0; n < 11; n += 1) {
        ctx.clock.advance(n % 3 === 0 ? 1000 : 0);
        await aCustomer(ctx, { firstName: n % 2 ? "Same" : `N${n}`, isActive: n % 4 === 0, hubAccess: n % 5 !== 0 });
      }
      for (const isDescending of [false, true]) {
        const sort = { field, isDescending };
        const whole = (await listCustomers(ctx, { ...ALL, sort })).rows.map(({ row }) => row.id);
        expect(new Set(whole).size).toBe(11);

        const walked: number[] = [];
        let page = await listCustomers(ctx, { direction: "forward", size: 4, sort });
        for (;;) {
          walked.push(...page.rows.map(({ row }) => row.id));
          if (!page.hasNextPage) break;
          page = await listCustomers(ctx, { direction: "forward", size: 4, sort, cursor: page.rows.at(-1)?.cursor });
        }
        expect(walked).toEqual(whole);

        const back = await listCustomers(ctx, { direction: "backward", size: 4, sort, cursor: page.rows[0]?.cursor });
        expect(back.rows.map(({ row }) => row.id)).toEqual(whole.slice(4, 8));
        expect(back).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
      }
    },
  );

  test("keeps a reader's place while customers come and go", async () => {
    const ctx = testCtx(await open());
    const made = [];
    for (const firstName of ["B", "D", "F", "H"]) made.push(await aCustomer(ctx, { firstName }));
    const first = await listCustomers(ctx, { direction: "forward", size: 2 });
    await aCustomer(ctx, { firstName: "A" });
    await aCustomer(ctx, { firstName: "E" });
    await deleteCustomers(ctx, { ids: [made[1]?.id ?? 0] });

    const second = await listCustomers(ctx, { direction: "forward", size: 9, cursor: first.rows[1]?.cursor });

    expect(second.rows.map(({ row }) => row.firstName)).toEqual(["E", "F", "H"]);
  });

  test("refuses a cursor of another sorting, a made-up one and a page that is too long", async () => {
    const ctx = testCtx(await open());
    await people(ctx);
    const page = await listCustomers(ctx, { direction: "forward", size: 1 });
    const cursor = page.rows[0]?.cursor;
    const sort = { field: "email", isDescending: false } as const;
    expect(await problemsOf(listCustomers(ctx, { ...ALL, sort, cursor }))).toMatchObject([{ path: "after" }]);
    expect(await problemsOf(listCustomers(ctx, { ...ALL, cursor: "made up" }))).toMatchObject([{ path: "after" }]);
    expect(await problemsOf(listCustomers(ctx, { ...ALL, size: 101 }))).toMatchObject([{ path: "first" }]);
  });

  test("is for those who may see customers", async () => {
    const ctx = testCtx(await open());
    await expect(listCustomers(ctx.as({ kind: "nobody" }), ALL)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect((await listCustomers(ctx.as(anAgent("viewer")), ALL)).rows).toEqual([]);
  });
});

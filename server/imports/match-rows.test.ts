import { listActivity } from "@/server/activity/list-activity";
import { AttributeType } from "@/server/customers/attribute-definition.entity";
import { createAttributeDefinition } from "@/server/customers/attribute-definitions";
import { loadCustomers } from "@/server/customers/customer-row";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { createCustomer } from "@/server/customers/save-customer";
import { createOrganisation, listOrganisations } from "@/server/organisations/organisations";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { countsOf, failuresOf, importOfFile, previewOfFile, verdictsOf } from "./test-imports";

forEachDatabase("what a row does", (open) => {
  test("an e-mail that somebody has leads to them in any spelling, and their own spelling stays", async () => {
    const ctx = testCtx(await open());
    const id = await createCustomer(ctx, { email: "Ann@Example.com", firstName: "Ann" });

    const done = await importOfFile(ctx, "email,last_name\n ann@EXAMPLE.com ,Brown\n");

    expect(countsOf(done)).toBe("0 1 0 0 0");
    expect(await loadCustomers(ctx.db, [id])).toMatchObject([
      { email: "Ann@Example.com", firstName: "Ann", lastName: "Brown", isActive: false },
    ]);
  });

  test("a mobile leads to its customer when the e-mail is nobody's, whose e-mail then changes as the preview said", async () => {
    const ctx = testCtx(await open());
    const id = await createCustomer(ctx, { email: "old@example.com", mobile: "+44 7700 900123" });
    const file = "email,mobile\nnew@example.com,0044 7700-900123\n";

    const previewed = await previewOfFile(ctx, file);
    expect(await verdictsOf(ctx, previewed.id)).toEqual([
      { row: 1, verdict: "update", changes: ["email: old@example.com → new@example.com"] },
    ]);
    await importOfFile(ctx, file);

    expect(await loadCustomers(ctx.db, [id])).toMatchObject([{ email: "new@example.com", mobile: "+44 7700 900123" }]);
  });

  test("the e-mail of one customer and the mobile of another is an error that names both", async () => {
    const ctx = testCtx(await open());
    await createCustomer(ctx, { email: "ann@example.com", firstName: "Ann" });
    await createCustomer(ctx, { mobile: "+447700900123", firstName: "Bo" });

    const done = await importOfFile(ctx, "email,mobile\nann@example.com,+447700900123\n");

    expect(await failuresOf(ctx, done.id)).toEqual([
      "2: The e-mail address is Ann (ann@example.com)'s and the mobile number is Bo (+447700900123)'s. Correct one of them.",
    ]);
  });

  test("a person who comes twice is an error of the later line, however they are spelt and whatever they are known by", async () => {
    const ctx = testCtx(await open());
    await createCustomer(ctx, { email: "cy@example.com", mobile: "+447700900999" });
    const file =
      "email,mobile\nann@example.com,+447700900123\nANN@example.com,\n,+44 7700 900123\ncy@example.com,\n,+447700900999\n";

    const previewed = await previewOfFile(ctx, file);
    const done = await importOfFile(ctx, file);

    expect(countsOf(done)).toBe("1 0 1 0 3");
    const messages = [
      "This person is in line 2 already. Keep one of the two lines.",
      "This person is in line 2 already. Keep one of the two lines.",
      "This person is in line 5 already. Keep one of the two lines.",
    ];
    expect(await failuresOf(ctx, done.id)).toEqual(messages.map((message, at) => `${[3, 4, 6][at]}: ${message}`));
    const errors = (await verdictsOf(ctx, previewed.id)).filter((row) => row.verdict === "error");
    expect(errors.map((row) => row.message)).toEqual(messages);
  });

  test("a deleted customer comes back inactive, with the row's changes and a line in the timeline", async () => {
    const ctx = testCtx(await open());
    const id = await createCustomer(ctx, { email: "ann@example.com", firstName: "Ann", isActive: true });
    await deleteCustomers(ctx, { ids: [id] });

    ctx.clock.advance(1000);
    const done = await importOfFile(ctx, "email,last_name\nann@example.com,Brown\n");

    expect(countsOf(done)).toBe("0 0 0 1 0");
    expect(await loadCustomers(ctx.db, [id])).toMatchObject([
      { isDeleted: false, deletedAt: null, isActive: false, firstName: "Ann", lastName: "Brown" },
    ]);
    const { rows } = await listActivity(ctx, { customerId: id, first: 1 });
    expect(rows).toMatchObject([{ action: "customer.restored", importId: done.id, actorKind: "import" }]);
  });

  test("empty cells leave values alone, and a row that says nothing new is unchanged", async () => {
    const ctx = testCtx(await open());
    const id = await createCustomer(ctx, {
      email: "ann@example.com",
      firstName: "Ann",
      hubAccess: false,
      attributes: [{ name: "Role", value: "Engineer" }],
    });

    const done = await importOfFile(ctx, "email,first_name,last_name,role,hub_access\nann@example.com,Ann,,,\n");

    expect(countsOf(done)).toBe("0 0 1 0 0");
    expect(await loadCustomers(ctx.db, [id])).toMatchObject([{ version: 1, firstName: "Ann", hubAccess: false }]);
    expect(done.message).toBe("Every row was in the list already: nothing has changed.");
  });

  test("attributes obey their definitions; a required one does not hold up an import", async () => {
    const ctx = testCtx(await open());
    await createAttributeDefinition(ctx, { name: "Born", type: AttributeType.DATE, isRequired: true });

    const done = await importOfFile(
      ctx,
      "email,BORN\na@example.com,1990-02-31\nb@example.com,1990-02-28\nc@example.com,\n",
    );

    expect(countsOf(done)).toBe("2 0 0 0 1");
    expect(await failuresOf(ctx, done.id)).toEqual([
      "2 BORN: Write the date as year-month-day, for example 2026-11-23.",
    ]);
  });

  test("all that is wrong with a row is told, with the columns", async () => {
    const ctx = testCtx(await open());

    const done = await importOfFile(ctx, "E-Mail,Phone,Hub Access\nann@,123,maybe\n,,yes\n");

    const [first, second] = await failuresOf(ctx, done.id);
    expect(first).toMatch(/^2 E-Mail: E-Mail: .+ Phone: .+ Hub Access: Write yes or no\.$/);
    expect(second).toBe("3 E-Mail: Give an e-mail address, a mobile number, or both.");
  });

  test("an unknown organisation is an error of its row, unless it may be made", async () => {
    const ctx = testCtx(await open());
    const acme = await createOrganisation(ctx, { name: "Acme" });
    const file =
      'email,organisation,organisation_access\na@example.com,ACME,"acme:view; Beta:create"\nb@example.com,Beta,Beta\n';

    const refused = await importOfFile(ctx, file);
    expect(await failuresOf(ctx, refused.id)).toEqual([
      "2 organisation_access: There is no organisation Beta. Make it first, or tick “Create missing organisations”.",
      "3 organisation: There is no organisation Beta. Make it first, or tick “Create missing organisations”.",
    ]);

    const done = await importOfFile(ctx, file, { createOrganisations: true });

    expect(countsOf(done)).toBe("2 0 0 0 0");
    const { rows } = await listOrganisations(ctx, { size: 10 });
    const beta = rows.find((row) => row.name === "Beta");
    expect(rows.map((row) => row.name)).toEqual(["Acme", "Beta"]);
    const [first, second] = await loadCustomers(ctx.db, [1, 2]);
    expect(first).toMatchObject({ organisationName: "Acme" });
    expect(first?.grants).toEqual(
      new Map([
        [acme.id, "view"],
        [beta?.id, "create"],
      ]),
    );
    expect(second?.grants).toEqual(new Map([[beta?.id, "interact"]]));
  });

  test("access to more organisations than a customer can have is an error of its row, and makes none of them", async () => {
    const ctx = testCtx(await open());
    const access = (count: number) => Array.from({ length: count }, (_, index) => `Org ${index}`).join("; ");
    const file = `email,organisation_access\na@example.com,${access(100)}\nb@example.com,${access(101)}; Last\n`;
    const done = await importOfFile(ctx, file, { createOrganisations: true });
    expect(countsOf(done)).toBe("1 0 0 0 1");
    expect(await failuresOf(ctx, done.id)).toEqual([
      "3 organisation_access: A customer can see at most 100 organisations; here are 102.",
    ]);
    expect((await listOrganisations(ctx, { query: "Last", size: 10 })).rows).toEqual([]);
  });

  test("a column that matches nothing becomes an attribute when that is wanted", async () => {
    const ctx = testCtx(await open());

    const without = await previewOfFile(ctx, "email,Shoe size\na@example.com,43\n");
    expect(await verdictsOf(ctx, without.id)).toMatchObject([{ changes: ["email:  → a@example.com"] }]);
    const done = await importOfFile(ctx, "email,Shoe size\na@example.com,43\n", { createAttributes: true });

    expect(countsOf(done)).toBe("1 0 0 0 0");
    const again = await importOfFile(ctx, "email,shoe SIZE\na@example.com,44\n");
    const { rows } = await listActivity(ctx, { customerId: 1, first: 1 });
    expect(rows).toMatchObject([
      { importId: again.id, changes: [{ field: "attributes.Shoe size", from: "43", to: "44" }] },
    ]);
  });
});

import type { Ctx } from "@/server/ctx";
import { countsOf, importOfFile } from "@/server/imports/test-imports";
import { createOrganisation } from "@/server/organisations/organisations";
import { updateSettings } from "@/server/settings/settings";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { AttributeType } from "./attribute-definition.entity";
import { createAttributeDefinition } from "./attribute-definitions";
import { loadCustomers } from "./customer-row";
import { type ExportCustomers, exportCustomers } from "./export-customers";
import { listCustomers } from "./list-customers";
import { createCustomer } from "./save-customer";

async function exportOf(ctx: Ctx, input: ExportCustomers = {}): Promise<string> {
  let text = "";
  for await (const part of exportCustomers(ctx, input)) text += part;
  return text;
}

forEachDatabase("an export", (open) => {
  test("imported again changes nothing, whatever the records hold", async () => {
    const ctx = testCtx(await open());
    await updateSettings(ctx, { defaultCountry: "GB" });
    const acme = await createOrganisation(ctx, { name: 'Smith; "Sons": view' });
    await createAttributeDefinition(ctx, { name: "Company, Nr.", type: AttributeType.NUMBER });
    await createCustomer(ctx, {
      email: "Ann@Exämple.com",
      mobile: "07700 900123",
      firstName: "=cmd|' /C calc'!A0",
      lastName: '\'=x, "y"',
      organisationId: acme.id,
      hubAccess: false,
      isActive: true,
      attributes: [
        { name: "Role", value: "-2+3" },
        { name: "Note", value: " two\nlines;\r\n and a tab\t " },
        { name: "Company, Nr.", value: "-1.50" },
      ],
    });
    await createCustomer(ctx, { mobile: "(07700) 900-124", firstName: "שרה", lastName: "👩‍👩‍👧" });
    await importOfFile(ctx, 'email,organisation_access\nbo@example.com,"""Smith; """"Sons"""": view"":create"\n');
    const before = await loadCustomers(ctx.db, [1, 2, 3]);
    expect(before[2]?.grants.size).toBe(1);
    // National numbers mean somebody else now, or nobody.
    await updateSettings(ctx, { defaultCountry: "US" });

    const again = await importOfFile(ctx, await exportOf(ctx));

    expect(countsOf(again)).toBe("0 0 3 0 0");
    expect(await loadCustomers(ctx.db, [1, 2, 3])).toEqual(before);
  });

  test("of a search that a page gives up in time goes on to its end", async () => {
    const ctx = testCtx(await open());
    const lines = Array.from(
      { length: 3000 },
      (_, at) => `p${at}@example.com,Ann ${String(at).padStart(4, "0")},Buyer`,
    );
    await importOfFile(ctx, `email,first_name,role\n${lines.join("\n")}\nlast@example.com,Zoe,\n`);
    const filter = { attributes: [{ name: "Role", value: "" }] };
    let time = Date.now();
    const clock = jest.spyOn(Date, "now").mockImplementation(() => {
      time += 5000;
      return time;
    });
    try {
      await expect(listCustomers(ctx, { filter, direction: "forward", size: 25 })).rejects.toThrow(
        /too many customers/,
      );
      expect((await exportOf(ctx, { filter })).trimEnd().split("\r\n")).toHaveLength(2);
    } finally {
      clock.mockRestore();
    }
  });

  test("has the numbers of tickets when they are shown, for those who may see tickets", async () => {
    const ctx = testCtx(await open());
    const { reporterId } = await aTicket(ctx, { email: "ann@example.com" });
    await aTicket(ctx, { reporterId: reporterId ?? 0 });
    const columns = ["ticketsOpen", "ticketsAll"];
    const [header, row] = (await exportOf(ctx, { columns })).trimEnd().split("\r\n");
    expect(header).toMatch(/,tickets_open,tickets_all$/);
    expect(row).toMatch(/,2,2$/);
    const outsider = ctx.as(anActorWith("customer.export"));
    expect(await exportOf(outsider, { columns })).not.toContain("tickets");
  });

  test("holds every customer of the view once, in its order, however many pages it takes", async () => {
    const ctx = testCtx(await open());
    const lines = Array.from({ length: 2300 }, (_, at) => `p${at}@example.com,${at % 2 ? "Same" : `N${at}`}`);
    await importOfFile(ctx, `email,first_name\n${lines.join("\n")}\n`);

    const exported = (await exportOf(ctx, { sort: { field: "name", isDescending: true } }))
      .trim()
      .split("\r\n")
      .slice(1);

    expect(exported).toHaveLength(2300);
    expect(new Set(exported).size).toBe(2300);
    expect(exported[0]).toMatch(/,Same,/);
    expect(await exportOf(ctx, { query: "p2299@example", columns: [] })).toBe(
      "\ufeffemail,mobile,first_name,last_name,organisation,role,department,hub_access,organisation_access\r\np2299@example.com,,Same,,,,,yes,\r\n",
    );
  });

  test("needs the permission", async () => {
    const ctx = testCtx(await open());
    expect(() => exportCustomers(ctx.as(anAgent("viewer")), {})).toThrow(
      expect.objectContaining({ code: "FORBIDDEN" }),
    );
  });
});

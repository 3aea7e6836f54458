import { listCustomers } from "@/server/customers/list-customers";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { aCustomer, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { anOrganisation, organisationWith, runOrganisationJobs } from "@/server/testing/organisations";
import { testCtx } from "@/server/testing/test-ctx";
import { domainsOf } from "./domains-of";
import { parseDomain } from "./email-domains";
import { Newcomers } from "./organisation.entity";
import { listOrganisations } from "./organisations";
import { updateOrganisation } from "./update-organisation";

describe("the domain of an organisation", () => {
  test.each([
    ["Acme.com", "acme.com"],
    [" @acme.com", "acme.com"],
    ["Ann.Lee@ACME.com ", "acme.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["mail.acme.co.uk", "mail.acme.co.uk"],
    ["example.com", "example.com"],
  ])("%j is %s", (typed, domain) => {
    expect(parseDomain(typed)).toEqual({ ok: true, domain });
  });

  test.each([
    ["gmail.com", "public mail provider"],
    ["ann@GMX.de", "public mail provider"],
    ["tuta.com", "public mail provider"],
    ["", "not an e-mail domain"],
    ["acme", "not an e-mail domain"],
    ["https://acme.com/", "not an e-mail domain"],
    ["127.0.0.1", "not an e-mail domain"],
    ["a.".repeat(10_000), "not an e-mail domain"],
  ])("%j is refused", (typed, message) => {
    expect(parseDomain(typed)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });
});

forEachDatabase("changing an organisation", (open) => {
  test("renames it where its members are sorted and found by it, deleted members included", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    const acme = await anOrganisation(ctx, { name: "Acme" });
    const [ann, other] = [await aCustomer(ctx, { organisationId: acme.id }), await aCustomer(ctx)];
    await updateOrganisation(ctx, { id: acme.id, version: acme.version, name: " Zénith  Group" });
    expect(await organisationWith(ctx, acme.id)).toMatchObject({ name: "Zénith Group", version: acme.version + 1 });
    await runOrganisationJobs(ctx);
    const found = async (query: string) =>
      (await listCustomers(ctx, { query, direction: "forward", size: 10 })).rows.map(({ row }) => row.id);
    expect([await found("zenith"), await found("acme")]).toEqual([[ann.id], []]);
    const sort = { field: "organisation", isDescending: true } as const;
    const sorted = await listCustomers(ctx, { sort, direction: "forward", size: 10 });
    expect(sorted.rows.map(({ row }) => row.id)).toEqual([ann.id, other.id]);
  });

  test("keeps a domain for one organisation, tells every wrong one at its place, and changes nothing then", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    const acme = await anOrganisation(ctx, { name: "Acme", domains: ["acme.com", "ACME.com", "acme.example"] });
    const beta = await anOrganisation(ctx, { name: "Beta" });
    const wrong = { id: beta.id, name: "acme", domains: ["beta.com", "Acme.com", "gmail.com", "x"] };
    expect(await problemsOf(updateOrganisation(ctx, wrong))).toEqual([
      { path: "name", code: "TAKEN", message: "There is an organisation Acme already." },
      { path: "domains.1", code: "TAKEN", message: "acme.com is a domain of Acme already." },
      { path: "domains.2", code: "INVALID", message: expect.stringContaining("public mail provider") },
      { path: "domains.3", code: "INVALID", message: expect.stringContaining("not an e-mail domain") },
    ]);
    const domains = async () => [...(await domainsOf(ctx, [acme.id, beta.id])).values()];
    expect(await domains()).toEqual([["acme.com", "acme.example"], []]);
    await updateOrganisation(ctx, { id: acme.id, domains: ["acme.example"] });
    await updateOrganisation(ctx, { id: beta.id, domains: ["acme.com"], newcomers: Newcomers.SUGGEST });
    expect(await domains()).toEqual([["acme.example"], ["acme.com"]]);
    expect(await organisationWith(ctx, beta.id)).toMatchObject({ name: "Beta", newcomers: "suggest" });
    const { rows } = await listOrganisations(ctx, { query: "acme.c", size: 10 });
    expect(rows.map(({ name }) => name)).toEqual(["Beta"]);
  });

  test("lets one of two at the same moment have a domain, and tells whoever saves over a colleague's change", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    const both = [await anOrganisation(ctx, { name: "Acme" }), await anOrganisation(ctx, { name: "Beta" })];
    const outcomes = await Promise.allSettled(
      both.map(({ id }) => updateOrganisation(ctx, { id, domains: ["shared.example"] })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = outcomes.find((outcome) => outcome.status === "rejected");
    expect(lost?.reason.problems).toMatchObject([{ path: "domains.0", code: "TAKEN" }]);
    const [acme] = both;
    if (!acme) throw new Error("There is no Acme.");
    await updateOrganisation(ctx, { id: acme.id, name: "Acme Corp" });
    const late = updateOrganisation(ctx, { id: acme.id, version: acme.version, name: "Acme Inc" });
    expect(await problemsOf(late)).toMatchObject([{ path: "", code: "CHANGED_MEANWHILE" }]);
  });

  test("needs organisation.manage, and an organisation that is there", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    const { id } = await anOrganisation(ctx);
    const may = anActorWith("customer.organisationAccess", "customer.edit");
    await expect(updateOrganisation(ctx.as(may), { id, name: "X" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(updateOrganisation(ctx, { id: 4711, name: "X" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

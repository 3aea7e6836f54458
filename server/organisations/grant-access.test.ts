import { listActivity } from "@/server/activity/list-activity";
import type { Ctx } from "@/server/ctx";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { anOrganisation } from "@/server/testing/organisations";
import { testCtx } from "@/server/testing/test-ctx";
import { grantOrganisationAccess, revokeOrganisationAccess } from "./grant-access";
import { grantsOf } from "./grants-of";
import { GrantLevel } from "./organisation-grant.entity";

const grantsIn = async (ctx: Ctx, id: number) =>
  ((await grantsOf(ctx.db, [id])).get(id) ?? []).map(({ organisationName, level }) => `${organisationName}:${level}`);

const auditOf = async (ctx: Ctx): Promise<string[]> => {
  const rows: { action: string; subject: string; details: string }[] = await ctx.db.query(
    "SELECT action, subject, details FROM audit_entries WHERE action LIKE 'grant.%' ORDER BY id",
  );
  return rows.map(({ action, subject, details }) => `${action} ${subject} ${details}`);
};

forEachDatabase("a grant for an organisation's tickets", (open) => {
  test("is interact unless said otherwise, is raised and taken away, and stands on the timeline and in the audit", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    const [acme, beta] = [await anOrganisation(ctx, { name: "Acme" }), await anOrganisation(ctx, { name: "Beta" })];
    const { id: customerId, version } = await aCustomer(ctx, { firstName: "Ann" });
    const agent = ctx.as(anAgent("agent"));
    await grantOrganisationAccess(agent, { customerId, organisationId: acme.id });
    await grantOrganisationAccess(agent, { customerId, organisationId: acme.id });
    await grantOrganisationAccess(agent, { customerId, organisationId: beta.id, level: GrantLevel.VIEW });
    expect(await grantsIn(ctx, customerId)).toEqual(["Acme:interact", "Beta:view"]);
    await grantOrganisationAccess(agent, { customerId, organisationId: beta.id, level: GrantLevel.CREATE });
    await revokeOrganisationAccess(agent, { customerId, organisationId: acme.id });
    await revokeOrganisationAccess(agent, { customerId, organisationId: acme.id });
    expect(await grantsIn(ctx, customerId)).toEqual(["Beta:create"]);

    const { rows } = await listActivity(ctx, { customerId, first: 10 });
    const changes = rows.flatMap((row) => row.changes).filter(({ field }) => field === "organisationAccess");
    expect(changes.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      "Acme:interact; Beta:create → Beta:create",
      "Acme:interact; Beta:view → Acme:interact; Beta:create",
      "Acme:interact → Acme:interact; Beta:view",
      "null → Acme:interact",
    ]);
    expect(await auditOf(ctx)).toEqual([
      'grant.given Ann {"organisation":"Acme","before":"none","after":"Acme:interact"}',
      'grant.given Ann {"organisation":"Beta","before":"Acme:interact","after":"Acme:interact; Beta:view"}',
      'grant.given Ann {"organisation":"Beta","before":"Acme:interact; Beta:view","after":"Acme:interact; Beta:create"}',
      'grant.revoked Ann {"organisation":"Acme","before":"Acme:interact; Beta:create","after":"Beta:create"}',
    ]);
    expect((await customerWith(ctx, customerId)).version).toBe(version + 4);
  });

  test("is not for whoever may not, for unknown organisations, or for deleted customers; a deleted one's can be taken away", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    const acme = await anOrganisation(ctx, { name: "Acme" });
    const { id: customerId } = await aCustomer(ctx);
    const input = { customerId, organisationId: acme.id };
    for (const verb of [grantOrganisationAccess, revokeOrganisationAccess]) {
      await expect(verb(ctx.as(anActorWith("customer.edit", "organisation.manage")), input)).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      await expect(verb(ctx, { ...input, customerId: 4711 })).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await problemsOf(verb(ctx, { ...input, organisationId: 4711 }))).toMatchObject([
        { path: "organisationId" },
      ]);
    }
    await grantOrganisationAccess(ctx, input);
    await ctx.database.writer.query("UPDATE customers SET is_deleted = 1 WHERE id = ?", [customerId]);
    expect(await problemsOf(grantOrganisationAccess(ctx, input))).toMatchObject([{ path: "customerId" }]);
    await revokeOrganisationAccess(ctx, input);
    expect(await grantsIn(ctx, customerId)).toEqual([]);
  });

  test("survives one for another organisation that is given at the same moment", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    const { id: customerId } = await aCustomer(ctx);
    const organisations = [];
    for (let count = 0; count < 4; count += 1) organisations.push(await anOrganisation(ctx));
    await Promise.all(organisations.map(({ id }) => grantOrganisationAccess(ctx, { customerId, organisationId: id })));
    expect(await grantsIn(ctx, customerId)).toHaveLength(4);
  });
});

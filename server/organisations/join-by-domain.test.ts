import { registerCustomer } from "@/server/accounts/register-customer";
import { confirmEmail } from "@/server/accounts/set-password";
import { linkLimits } from "@/server/accounts/sign-in-limits";
import { listActivity } from "@/server/activity/list-activity";
import { updateCustomer } from "@/server/customers/save-customer";
import { importOfFile, previewOfFile, verdictsOf } from "@/server/imports/test-imports";
import { NOBODY } from "@/server/permissions";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, ownerOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { HUB_PASSWORD, mailsTo, workOff } from "@/server/testing/hub-customers";
import { anOrganisation } from "@/server/testing/organisations";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket, ticketWith } from "@/server/testing/tickets";
import { Newcomers } from "./organisation.entity";

const memberships = (ctx: TestCtx, ids: readonly number[]) =>
  Promise.all(ids.map(async (id) => (await customerWith(ctx, id)).organisationName));

/** Registers and confirms as the owner of the mailbox. */
async function registered(ctx: TestCtx, email: string): Promise<{ id: number; confirm: () => Promise<void> }> {
  const [stranger, limits] = [ctx.as(NOBODY), linkLimits(ctx.database)];
  const typed = { email, firstName: "Rae", lastName: "Gister", password: HUB_PASSWORD, address: "192.0.2.7" };
  await registerCustomer(stranger, limits, typed);
  await workOff(ctx);
  const id = (await ownerOf(ctx, email)) ?? 0;
  const [mail] = await mailsTo(ctx, id);
  const confirm = () =>
    confirmEmail(stranger, limits, { token: mail?.token ?? "", password: HUB_PASSWORD, address: "192.0.2.7" });
  return { id, confirm };
}

forEachDatabase("a new customer whose address is of an organisation's domain", (open) => {
  test("is a member whichever way they come, and the first ticket is the organisation's", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    await aCustomer(ctx, { email: "old@acme.com" });
    const acme = await anOrganisation(ctx, { name: "Acme", domains: ["acme.com"] });
    const { id: other } = await anOrganisation(ctx, { name: "Other" });

    const byForm = await aCustomer(ctx, { email: "Form@ACME.com", organisationId: null });
    const chosen = await aCustomer(ctx, { email: "chosen@acme.com", organisationId: other });
    const ticket = await aTicket(ctx, { email: "ticket@acme.com" });
    const csv = "email,organisation\nfile@acme.com,\nnamed@acme.com,Other\nsub@mail.acme.com,\nold@acme.com,\n";
    const preview = await previewOfFile(ctx, csv);
    expect(JSON.stringify(await verdictsOf(ctx, preview.id))).toContain("Acme");
    expect(await importOfFile(ctx, csv)).toMatchObject({ created: 3, unchanged: 1, failed: 0 });
    expect(await importOfFile(ctx, csv)).toMatchObject({ created: 0, unchanged: 4, failed: 0 });
    const ids = await Promise.all(["file", "named", "old"].map((name) => ownerOf(ctx, `${name}@acme.com`)));
    const sub = await ownerOf(ctx, "sub@mail.acme.com");
    const all = [byForm.id, chosen.id, ticket.reporterId, ...ids, sub].map((id) => id ?? 0);
    expect(await memberships(ctx, all)).toEqual(["Acme", "Other", "Acme", "Acme", "Other", null, null]);
    expect((await ticketWith(ctx, ticket.id)).organisationId).toBe(acme.id);
    const { rows } = await listActivity(ctx, { customerId: byForm.id, first: 1 });
    expect(rows[0]?.changes).toContainEqual({ field: "organisation", from: null, to: "Acme" });
    // It is for new customers: who was taken out stays out.
    await updateCustomer(ctx, { id: byForm.id, organisationId: null });
    expect(await memberships(ctx, [byForm.id])).toEqual([null]);
  });

  test("is a member only once they have confirmed the address, when they register", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    await anOrganisation(ctx, { name: "Acme", domains: ["acme.com"] });
    const rae = await registered(ctx, "rae@acme.com");
    expect(await memberships(ctx, [rae.id])).toEqual([null]);
    await rae.confirm();
    expect(await memberships(ctx, [rae.id])).toEqual(["Acme"]);
    const { rows } = await listActivity(ctx, { customerId: rae.id, first: 1 });
    expect(rows[0]).toMatchObject({ actorName: "domain acme.com", changes: [{ field: "organisation", to: "Acme" }] });
  });

  test("is only suggested where the organisation says so", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin") });
    await anOrganisation(ctx, { name: "Acme", domains: ["acme.com"], newcomers: Newcomers.SUGGEST });
    const made = await aCustomer(ctx, { email: "ann@acme.com" });
    const { reporterId } = await aTicket(ctx, { email: "bob@acme.com" });
    const rae = await registered(ctx, "rae@acme.com");
    await rae.confirm();
    expect(await memberships(ctx, [made.id, reporterId, rae.id])).toEqual([null, null, null]);
  });
});

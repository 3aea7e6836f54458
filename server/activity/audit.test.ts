import { signInAgent } from "@/server/accounts/agent-sessions";
import { createAgent, setAgentActive } from "@/server/accounts/agents";
import { createToken } from "@/server/accounts/create-token";
import { revokeToken } from "@/server/accounts/revoke-token";
import { signInLimits } from "@/server/accounts/sign-in-limits";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { exportCustomers } from "@/server/customers/export-customers";
import { undoJob } from "@/server/customers/mass-actions/undo-job";
import { importOfFile } from "@/server/imports/test-imports";
import { updateSettings } from "@/server/settings/settings";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { aSignedInAgent } from "@/server/testing/agents";
import { aCustomer, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { type AuditFilter, listAudit } from "./list-audit";

const told = async (ctx: TestCtx, filter: AuditFilter = {}) => (await listAudit(ctx, { first: 100, filter })).rows;
const actionsIn = async (ctx: TestCtx, filter?: AuditFilter) => (await told(ctx, filter)).map(({ action }) => action);

forEachDatabase("the audit", (open) => {
  test("tells of mass actions, their undo and exports: who, what, with whom, and the job", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    const jobId = await deleteCustomers(ctx, { ids: [ann.id] });
    const undoId = await undoJob(ctx, { jobId });
    for await (const _ of exportCustomers(ctx, { query: "ann" }));

    expect(await told(ctx)).toMatchObject([
      { action: "customers.export", details: { exported: "all that match", search: "ann" } },
      { action: "job.undone", jobId: undoId, details: { undone: "customers.delete", job: String(jobId) } },
      { action: "customers.delete", jobId, actorKind: "agent", actorId: 1, actorName: "Agnes Agent" },
    ]);
  });

  test("tells of settings, tokens and agents, and never a secret", async () => {
    const ctx = testCtx(await open());
    const desk = ctx.as({ kind: "system", name: "command line" });
    await updateSettings(ctx, { deskName: "Nordlicht" });
    await updateSettings(ctx, { deskName: "Nordlicht" });
    const { id, token } = await createToken(desk, { name: "Web shop", permissions: ["customer.view"] });
    await revokeToken(desk, { id });
    await revokeToken(desk, { id });
    const password = "a quiet harbour at dusk";
    await createAgent(ctx, { email: "gus@desk.example", name: "Gus", role: "agent", password });
    // Only an admin who exists may, looked at when it is done; the actor of the tests has no row.
    await setAgentActive(desk, { email: "gus@desk.example", isActive: false });

    const rows = await told(ctx);
    expect(rows.map(({ action, subject, details }) => [action, subject, details])).toEqual([
      ["agent.deactivated", "Gus (gus@desk.example)", {}],
      ["agent.created", "Gus (gus@desk.example)", { role: "agent" }],
      ["token.revoked", "Web shop", {}],
      ["token.created", "Web shop", { permissions: "customer.view" }],
      ["settings.changed", null, { deskName: "Deskfolk → Nordlicht" }],
    ]);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(password);
  });

  test("tells of what was made for the whole desk by the way: attributes of one record, and what an import brings", async () => {
    const ctx = testCtx(await open());
    await aCustomer(ctx, { attributes: [{ name: "Shoe size", value: "38" }] });
    await aCustomer(ctx, { attributes: [{ name: "shoe size", value: "41" }] });
    const choices = { createOrganisations: true, createAttributes: true };
    const { id: importId } = await importOfFile(ctx, "email,organisation,Colour\na@example.com,Acme,red\n", choices);
    expect((await told(ctx)).map(({ action, subject, importId: by }) => [action, subject, by])).toEqual([
      ["organisation.created", "Acme", importId],
      ["attribute.defined", "Colour", importId],
      ["import.started", "people.csv", importId],
      ["attribute.defined", "Shoe size", null],
    ]);
  });

  test("tells once of a client that guesses on and on", async () => {
    const database = await open();
    const ctx = testCtx(database, { actor: { kind: "nobody" } });
    const limits = signInLimits(database);
    const guess = () =>
      signInAgent(ctx, limits, { email: "gus@desk.example", password: "wrong", address: "192.0.2.7" });
    for (let n = 0; n < 10; n += 1) await guess();
    for (let n = 0; n < 3; n += 1) await problemsOf(guess());
    expect(await told(ctx.as(anAgent()))).toMatchObject([
      { action: "signIn.limited", actorKind: "nobody", subject: "from 192.0.2.7" },
    ]);
  });

  test("is filtered by what, by whom and by day, and its pages meet", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin", { id: 99 }) });
    const bea = await aSignedInAgent(ctx, "admin");
    for (const day of ["2026-03-01", "2026-03-02", "2026-03-03"]) {
      ctx.clock.set(`${day}T10:00:00Z`);
      await updateSettings(ctx, { deskName: `Desk of ${day}` });
      await createToken(ctx.as(bea), { name: day, permissions: ["all"] });
    }
    expect(await actionsIn(ctx, { action: "token.created" })).toHaveLength(3);
    expect(await actionsIn(ctx, { actorKind: "agent", actorId: bea.id })).toEqual(Array(3).fill("token.created"));
    const day = { from: new Date("2026-03-02T00:00:00Z"), before: new Date("2026-03-03T00:00:00Z") };
    expect(await actionsIn(ctx, day)).toEqual(["token.created", "settings.changed"]);

    const first = await listAudit(ctx, { first: 4 });
    const after = first.rows.at(-1);
    const second = await listAudit(ctx, { first: 4, after });
    expect(first.hasMore).toBe(true);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(7);
  });

  test("is for audit.view alone", async () => {
    const ctx = testCtx(await open());
    await expect(listAudit(ctx.as(anAgent("agent")), { first: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await listAudit(ctx.as(anActorWith("audit.view")), { first: 1 })).toEqual({ rows: [], hasMore: false });
  });
});

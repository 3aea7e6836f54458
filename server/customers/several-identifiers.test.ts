import { signInCustomer } from "@/server/accounts/customer-sessions";
import { findLink } from "@/server/accounts/find-link";
import { accountJobs } from "@/server/accounts/link-jobs";
import { registerCustomer } from "@/server/accounts/register-customer";
import { requestPasswordReset } from "@/server/accounts/request-link";
import { signInLimits } from "@/server/accounts/sign-in-limits";
import { listActivity } from "@/server/activity/list-activity";
import { countsOf, importOfFile, verdictsOf } from "@/server/imports/test-imports";
import { jobHandlers } from "@/server/job-handlers";
import { runNextJob } from "@/server/jobs/run-job";
import { listMails } from "@/server/mail/list-mails";
import { mailboxTransport } from "@/server/mail/mailbox-transport";
import { queueMails } from "@/server/mail/queue-mail";
import { sendNext } from "@/server/mail/send-mails";
import { NOBODY } from "@/server/permissions";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, ownerOf, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, aToken, HUB_PASSWORD, mailsTo } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { addIdentifier, makeIdentifierPrimary, removeIdentifier } from "./change-identifiers";
import { deleteCustomers } from "./delete-customers";
import { findPossibleDuplicates } from "./find-duplicates";
import { identifiersOf } from "./identifiers-of";
import { listCustomers } from "./list-customers";
import { mergeCustomers } from "./merging/merge-customers";
import { listPossibleDuplicates } from "./possible-duplicates";
import { createCustomer, updateCustomer } from "./save-customer";

/** Known by a@, which mail goes to, and by b@. */
async function aKnownTwice(ctx: TestCtx) {
  const ann = await aCustomer(ctx, { email: "uno@example.com", firstName: "Ann", mobile: "+44 7700 900001" });
  const other = await aCustomer(ctx, { email: "dos@example.com", mobile: "+44 7700 900002" });
  await mergeCustomers(ctx, { keepId: ann.id, mergeId: other.id });
  return { ann, other };
}

const found = async (ctx: TestCtx, query: string) =>
  (await listCustomers(ctx, { query, direction: "forward", size: 10 })).rows.map(({ row }) => row.id);

const identifiers = (ctx: TestCtx, id: number) =>
  ctx.db.query(
    "SELECT identifier_key AS k, primary_slot AS slot FROM customer_identifiers WHERE customer_id = ? AND kind = 'email' ORDER BY identifier_key",
    [id],
  );

forEachDatabase("a customer with two addresses", (open) => {
  test("gets the second one as primary when it is typed, and keeps the first", async () => {
    const ctx = testCtx(await open());
    const { ann } = await aKnownTwice(ctx);
    await updateCustomer(ctx, { id: ann.id, email: "Dos@Example.com" });
    expect(await identifiers(ctx, ann.id)).toEqual([
      { k: "dos@example.com", slot: 1 },
      { k: "uno@example.com", slot: null },
    ]);
    expect((await customerWith(ctx, ann.id)).email).toBe("Dos@Example.com");
    for (const query of ["uno@example.com", "dos@example.com"]) expect(await found(ctx, query)).toEqual([ann.id]);
  });

  test("has the second move up when the first is emptied, and a new one takes the first one's place", async () => {
    const ctx = testCtx(await open());
    const { ann } = await aKnownTwice(ctx);
    await updateCustomer(ctx, { id: ann.id, email: "" });
    expect(await identifiers(ctx, ann.id)).toEqual([{ k: "dos@example.com", slot: 1 }]);
    expect(await found(ctx, "uno@example.com")).toEqual([]);
    await updateCustomer(ctx, { id: ann.id, email: "c@example.com", mobile: "+44 7700 900002" });
    expect(await identifiers(ctx, ann.id)).toEqual([{ k: "c@example.com", slot: 1 }]);
    expect(await found(ctx, "+44 7700 900001")).toEqual([ann.id]);
    expect((await customerWith(ctx, ann.id)).mobile).toBe("+44 7700 900002");
  });

  test("lets nobody else have either", async () => {
    const ctx = testCtx(await open());
    const { ann } = await aKnownTwice(ctx);
    expect(await problemsOf(createCustomer(ctx, { email: "dos@example.com" }))).toMatchObject([
      { path: "email", code: "TAKEN", customerId: ann.id },
    ]);
  });

  test("is met by an import under either, which changes neither", async () => {
    const ctx = testCtx(await open());
    const { ann } = await aKnownTwice(ctx);
    const row = (email: string, mobile: string, name: string) => `email,mobile,last_name\n${email},${mobile},${name}\n`;
    const done = await importOfFile(ctx, row("Dos@example.com", "+447700900002", "Lee"));
    expect(await verdictsOf(ctx, done.id)).toEqual([{ row: 1, verdict: "update", changes: ["lastName:  → Lee"] }]);
    expect(countsOf(await importOfFile(ctx, row("uno@example.com", "+447700900001", "Lee")))).toBe("0 0 1 0 0");
    const twice = await importOfFile(ctx, "email,last_name\nuno@example.com,Lee\ndos@example.com,Lea\n");
    expect(countsOf(twice)).toBe("0 0 1 0 1");
    expect(await customerWith(ctx, ann.id)).toMatchObject({ email: "uno@example.com", lastName: "Lee" });
    // A new address takes the primary one's place, as ever.
    expect(countsOf(await importOfFile(ctx, row("n@example.com", "+447700900002", "Lee")))).toBe("0 1 0 0 0");
    expect(await ownerOf(ctx, "dos@example.com")).toBe(ann.id);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ email: "n@example.com" });
  });

  test("asks for a link under either, and gets it at the primary one; registering makes nobody new", async () => {
    const ctx = testCtx(await open());
    const { ann } = await aKnownTwice(ctx);
    const limits = signInLimits(ctx.database, "hub-sign-in");
    const visitor = ctx.as(NOBODY);
    await requestPasswordReset(visitor, limits, { email: "dos@example.com", address: "192.0.2.1" });
    const typed = { email: "dos@example.com", firstName: "B", lastName: "B", password: "nine quiet lanterns" };
    await registerCustomer(visitor, limits, { ...typed, address: "192.0.2.2" });
    while (await runNextJob(ctx, accountJobs));
    expect(await mailsTo(ctx, ann.id)).toMatchObject([{ kind: "accountCreated" }, { kind: "confirmEmail" }]);
    const addresses = await ctx.db.query("SELECT DISTINCT address FROM mails");
    expect(addresses).toEqual([{ address: "uno@example.com" }]);
    expect(await ctx.db.query("SELECT status FROM jobs WHERE status = 'failed'")).toEqual([]);
  });

  test("gets what waited for the other record, but no link to it, and sees the mails of both", async () => {
    const ctx = testCtx(await open());
    const [ann, other] = [await aCustomer(ctx, { email: "uno@example.com" }), await aCustomer(ctx)];
    const to = { customerId: other.id };
    const values = { subject: "Printer", ticketNumber: "7", body: "Off and on.", agentName: "Gus", link: "http://l" };
    await queueMails(ctx, [
      { kind: "ticketReply", to, values },
      { kind: "resetLink", to, values },
    ]);
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: other.id });
    while (await sendNext(ctx, mailboxTransport()));
    const mails = (await listMails(ctx, { customerIds: [ann.id], first: 10 })).get(ann.id)?.rows;
    expect(mails).toMatchObject([
      { kind: "resetLink", status: "skipped", reason: "was merged into another customer" },
      { kind: "ticketReply", status: "kept", address: "uno@example.com" },
    ]);
  });
});

const idOf = async (ctx: TestCtx, customerId: number, value: string) =>
  (await identifiersOf(ctx.db, [customerId])).get(customerId)?.find((one) => one.value === value)?.id ?? 0;

forEachDatabase("the addresses and numbers of a customer", (open) => {
  test("are added one by one, in any spelling, and find their customer", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "uno@example.com" });
    const add = (kind: "email" | "mobile", value: string) => addIdentifier(ctx, { customerId: ann.id, kind, value });
    await add("email", " Dos@Example.com");
    await add("email", "dos@example.com");
    await add("mobile", "+44 7700 900001");
    await add("mobile", "+44 7700 900002");
    expect((await identifiersOf(ctx.db, [ann.id])).get(ann.id)).toMatchObject([
      { kind: "email", value: "uno@example.com", isPrimary: true },
      { kind: "email", value: "Dos@Example.com", isPrimary: false, isVerified: false },
      { kind: "mobile", value: "+44 7700 900001", isPrimary: true },
      { kind: "mobile", value: "+44 7700 900002", isPrimary: false },
    ]);
    expect([await found(ctx, "dos@example.com"), await found(ctx, "07700 900002")]).toEqual([[ann.id], [ann.id]]);
    const [entry] = (await listActivity(ctx, { customerId: ann.id, first: 1 })).rows;
    expect(entry?.changes).toEqual([{ field: "otherMobile", from: null, to: "+44 7700 900002" }]);
  });

  test("are refused when they are none, or somebody else's, at the one field of the form", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aCustomer(ctx), await aCustomer(ctx, { email: "bob@example.com", firstName: "Bob" })];
    const add = (value: string) => problemsOf(addIdentifier(ctx, { customerId: ann.id, kind: "email", value }));
    expect(await add("ann@")).toMatchObject([{ path: "value", code: "INVALID" }]);
    expect(await add(" ")).toMatchObject([{ path: "value", code: "REQUIRED" }]);
    expect(await add("BOB@example.com")).toMatchObject([{ path: "value", code: "TAKEN", customerId: bob.id }]);
    await deleteCustomers(ctx, { ids: [ann.id] });
    expect(await add("new@example.com")).toMatchObject([{ message: expect.stringContaining("deleted") }]);
  });

  test("change places: mail goes to the other one, nobody is signed out, and both stay as confirmed as they were", async () => {
    const ctx = testCtx(await open());
    const ann = await aHubCustomer(ctx, { email: "uno@example.com" });
    await addIdentifier(ctx, { customerId: ann.id, kind: "email", value: "dos@example.com" });
    await makeIdentifierPrimary(ctx, { id: await idOf(ctx, ann.id, "dos@example.com") });
    expect((await identifiersOf(ctx.db, [ann.id])).get(ann.id)).toMatchObject([
      { value: "dos@example.com", isPrimary: true, isVerified: false },
      { value: "uno@example.com", isPrimary: false, isVerified: true },
    ]);
    expect((await customerWith(ctx, ann.id)).email).toBe("dos@example.com");
    expect(await mailsTo(ctx, ann.id)).toEqual([]);
    const limits = signInLimits(ctx.database, "hub-sign-in");
    const signIn = (email: string) =>
      signInCustomer(ctx, limits, { email, password: HUB_PASSWORD, address: "192.0.2.1" });
    // Only confirmed addresses sign in.
    expect([(await signIn("uno@example.com"))?.kind, (await signIn("dos@example.com"))?.kind]).toEqual([
      "signedIn",
      "unconfirmed",
    ]);
  });

  test("are taken off: an address ends sessions and links and is told, the next one moves up, and one of them stays", async () => {
    const ctx = testCtx(await open());
    const ann = await aHubCustomer(ctx, { email: "uno@example.com", mobile: "+44 7700 900001" });
    for (const value of ["dos@example.com", "tres@example.com"])
      await addIdentifier(ctx, { customerId: ann.id, kind: "email", value });
    const remove = async (value: string) => removeIdentifier(ctx, { id: await idOf(ctx, ann.id, value) });
    const token = await aToken(ctx, ann.id);
    await remove("dos@example.com");
    expect(await found(ctx, "dos@example.com")).toEqual([]);
    expect(await findLink(ctx, token)).toBeUndefined();
    await remove("uno@example.com");
    expect(await customerWith(ctx, ann.id)).toMatchObject({ email: "tres@example.com" });
    const told = "SELECT address FROM mails WHERE kind = 'addressChanged' ORDER BY id";
    expect(await ctx.db.query(told)).toEqual([{ address: "dos@example.com" }, { address: "uno@example.com" }]);
    await remove("+44 7700 900001");
    expect(await problemsOf(remove("tres@example.com"))).toMatchObject([{ path: "email", code: "REQUIRED" }]);
    await expect(removeIdentifier(ctx, { id: 4711 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("are changed by nobody who may only see customers", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    const viewer = ctx.as(anAgent("viewer"));
    const id = await idOf(ctx, ann.id, ann.email ?? "");
    for (const attempt of [
      addIdentifier(viewer, { customerId: ann.id, kind: "email", value: "dos@example.com" }),
      makeIdentifierPrimary(viewer, { id }),
      removeIdentifier(viewer, { id }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("make possible duplicates by any of them, and no more once it is gone", async () => {
    const ctx = testCtx(await open());
    const [ann, other] = [
      await aCustomer(ctx, { email: "ann@corp.example" }),
      await aCustomer(ctx, { email: "a.nn@gmail.com" }),
    ];
    const pairs = async () => {
      while (await runNextJob(ctx, jobHandlers));
      return (await listPossibleDuplicates(ctx, { first: 10 })).rows.map(({ customerIds }) => customerIds);
    };
    expect(await pairs()).toEqual([]);
    await addIdentifier(ctx, { customerId: ann.id, kind: "email", value: "ann+shop@gmail.com" });
    expect(await pairs()).toEqual([[ann.id, other.id]]);
    await ctx.database.writer.query("DELETE FROM possible_duplicates");
    await removeIdentifier(ctx, { id: await idOf(ctx, ann.id, "ann+shop@gmail.com") });
    await findPossibleDuplicates(ctx);
    expect(await pairs()).toEqual([]);
  });
});

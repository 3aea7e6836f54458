import { issueLinks } from "@/server/accounts/customer-links";
import { createCustomer, updateCustomer } from "@/server/customers/save-customer";
import { inTransaction } from "@/server/db";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer } from "@/server/testing/hub-customers";
import { type ResendStandIn, startResendStandIn } from "@/server/testing/resend-stand-in";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { countJobMails, listJobMails, listMails } from "./list-mails";
import { Mail, MailStatus } from "./mail.entity";
import { listMailbox, mailSetup, readMailboxMail } from "./mailbox";
import { mailboxTransport } from "./mailbox-transport";
import { queueMails } from "./queue-mail";
import { resendTransport } from "./resend-transport";
import { retryMails } from "./retry-mails";
import { sendInvitation } from "./send-invitation";
import { sendNext } from "./send-mails";
import { markUndeliverable, tryAddressAgain } from "./undeliverable";

let resend: ResendStandIn;
beforeEach(async () => {
  resend = await startResendStandIn();
});
afterEach(() => resend.close());

const overResend = () => resendTransport({ apiKey: "re_test", baseUrl: resend.url, timeoutMs: 2000 });
const mailsIn = (ctx: TestCtx) => ctx.db.find(Mail, { order: { id: "ASC" } });

async function sendAll(ctx: TestCtx, transport = overResend()): Promise<void> {
  while (await sendNext(ctx, transport));
}

forEachDatabase("account mail", (open) => {
  test("goes to a customer whom an agent makes, and to nobody else", async () => {
    const ctx = testCtx(await open());
    await createCustomer(ctx, { email: "ann@example.com" });
    await createCustomer(ctx.as(anActorWith("customer.create")), { email: "by-api@example.com" });
    await createCustomer(ctx.as({ kind: "system", name: "command line" }), { email: "by-us@example.com" });
    await createCustomer(ctx, { mobile: "+44 7700 900123" });
    await createCustomer(ctx, { email: "off@example.com", hubAccess: false });
    await createCustomer(ctx.as(anActorWith("customer.create")), { email: "asked@example.com", sendInvitation: true });
    expect((await mailsIn(ctx)).map(({ kind, address, reason }) => [kind, address, reason])).toEqual([
      ["accountCreated", "ann@example.com", null],
      ["accountCreated", null, "has no e-mail"],
      ["accountCreated", "off@example.com", "has Hub access off"],
      ["accountCreated", "asked@example.com", null],
    ]);
    await sendAll(ctx);
    expect(resend.mails[0]?.text).toMatch(/http:\/\/localhost:3000\/hub\/set-password\?token=[\w-]{43}/);
  });

  test("that cannot be sent leaves the customer, and goes with a new link when it is tried again", async () => {
    const ctx = testCtx(await open());
    const id = await createCustomer(ctx, { email: "ann@example.com" });
    resend.failNext({ kind: "answer", status: 422 });
    await sendAll(ctx);
    const [failed] = await mailsIn(ctx);
    expect(failed).toMatchObject({ customerId: id, status: MailStatus.FAILED });
    const [before] = await ctx.db.query("SELECT token_hash FROM customer_links");

    expect(await retryMails(ctx, { ids: [failed?.id ?? 0] })).toBe(1);
    expect(await retryMails(ctx, { ids: [failed?.id ?? 0] })).toBe(0);
    await sendAll(ctx);
    expect(await mailsIn(ctx)).toMatchObject([{ status: MailStatus.SENT, reason: null }]);
    expect(resend.mails).toHaveLength(1);
    const [after] = await ctx.db.query("SELECT token_hash FROM customer_links");
    expect(after).not.toEqual(before);
  });

  test("can be sent by hand to who has no password, by who may edit, with a link each time", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx, { email: "ann@example.com" });
    await sendInvitation(ctx, { customerId: id });
    await sendAll(ctx);
    expect(resend.mails.map((mail) => mail.subject)).toEqual(["Your account at Deskfolk"]);

    await expect(sendInvitation(ctx.as(anAgent("viewer")), { customerId: id })).rejects.toThrow("customer.edit");
    await expect(sendInvitation(ctx, { customerId: 999 })).rejects.toThrow("no such customer");
    const off = await aCustomer(ctx, { hubAccess: false });
    expect(await problemsOf(sendInvitation(ctx, { customerId: off.id }))).toMatchObject([
      { message: "No invitation was sent: the customer has Hub access off." },
    ]);
    await inTransaction(ctx, (tx) =>
      tx.db.query(
        "INSERT INTO customer_logins (customer_id, password_hash, session_version, password_set_at) VALUES (?, ?, 1, ?)",
        [id, "a hash", "2026-01-01 00:00:00.000"],
      ),
    );
    expect(await problemsOf(sendInvitation(ctx, { customerId: id }))).toMatchObject([
      { message: expect.stringContaining("has set a password already") },
    ]);
    expect(await mailsIn(ctx)).toHaveLength(1);
  });
});

forEachDatabase("a customer who is set active by an agent", (open) => {
  test("is invited in the same save where the agent wants that, and not otherwise", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx, { email: "ann@example.com" });
    await updateCustomer(ctx, { id, isActive: true });
    expect(await mailsIn(ctx)).toEqual([]);
    await updateCustomer(ctx, { id, isActive: false });
    await updateCustomer(ctx, { id, isActive: true, sendInvitation: true });
    expect(await mailsIn(ctx)).toMatchObject([{ kind: "accountCreated", address: "ann@example.com" }]);
  });

  test("is not, and nothing is saved, when they have a password or no address", async () => {
    const ctx = testCtx(await open());
    const { id } = await aHubCustomer(ctx, { email: "bob@example.com" });
    await updateCustomer(ctx, { id, isActive: false });
    const mo = await aCustomer(ctx, { mobile: "+44 7700 900001" });
    for (const one of [id, mo.id]) {
      const save = updateCustomer(ctx, { id: one, isActive: true, sendInvitation: true });
      expect(await problemsOf(save)).toHaveLength(1);
      expect((await customerWith(ctx, one)).isActive).toBe(false);
    }
    expect(await mailsIn(ctx)).not.toContainEqual(
      expect.objectContaining({ kind: "accountCreated", status: "queued" }),
    );
  });
});

forEachDatabase("a customer whose e-mail is changed", (open) => {
  test("is told at the former address, which gets in no more, and no link for it works", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx, { email: "Old@Example.com" });
    await inTransaction(ctx, (tx) => issueLinks(tx, "reset", [id]));
    await updateCustomer(ctx, { id, email: "OLD@example.com" });
    expect(await mailsIn(ctx)).toEqual([]);
    await updateCustomer(ctx, { id, email: "new@example.com" });
    expect(await mailsIn(ctx)).toMatchObject([{ kind: "addressChanged", address: "OLD@example.com" }]);
    expect(await ctx.db.query("SELECT * FROM customer_links")).toEqual([]);
    await sendAll(ctx);
    expect(resend.mails[0]).toMatchObject({
      to: ["OLD@example.com"],
      text: expect.not.stringContaining("new@example.com"),
    });
  });
});

forEachDatabase("the mails of a mass action", (open) => {
  test("are counted and listed by how far they are, and what failed alone is sent again", async () => {
    const ctx = testCtx(await open());
    const ids: number[] = [];
    for (let n = 0; n < 4; n += 1) ids.push((await aCustomer(ctx, { email: `bulk${n}@example.com` })).id);
    const mobileOnly = await aCustomer(ctx, { mobile: "+44 7700 900123" });
    const links = await inTransaction(ctx, (tx) => issueLinks(tx, "reset", ids));
    await queueMails(
      ctx,
      [...ids, mobileOnly.id].map((customerId) => ({
        kind: "forcedReset",
        to: { customerId },
        values: { link: links.get(customerId) ?? "", note: "We moved." },
        jobId: 7,
      })),
    );
    resend.refuses.add("bulk1@example.com");
    resend.refuses.add("bulk2@example.com");
    await sendAll(ctx);
    expect((await countJobMails(ctx, [7, 8])).get(7)).toMatchObject({ sent: 2, failed: 2, skipped: 1, queued: 0 });
    expect((await countJobMails(ctx, [8])).get(8)).toBeUndefined();
    const { rows } = await listJobMails(ctx, { jobId: 7, status: MailStatus.FAILED, first: 10 });
    expect(rows.map((row) => row.address)).toEqual(["bulk1@example.com", "bulk2@example.com"]);

    resend.refuses.clear();
    expect(await retryMails(ctx, { jobId: 7 })).toBe(2);
    await sendAll(ctx);
    expect([...resend.counts().entries()].sort()).toEqual([0, 1, 2, 3].map((n) => [`bulk${n}@example.com`, 1]));
    expect(resend.mails.at(-1)?.text).toContain("We moved.");
    await expect(retryMails(ctx.as(anAgent("viewer")), { jobId: 7 })).rejects.toThrow("customer.edit");
    expect(await problemsOf(retryMails(ctx, {}))).toMatchObject([{ path: "ids" }]);
  });

  test("that wait for another try are tried at once when somebody asks for it", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx);
    await queueMails(ctx, [{ kind: "addressChanged", to: { customerId: id }, values: {} }]);
    resend.failNext({ kind: "answer", status: 503 });
    await sendAll(ctx);
    const [mail] = await mailsIn(ctx);
    expect(mail?.status).toBe(MailStatus.SENDING);
    expect(await retryMails(ctx, { ids: [mail?.id ?? 0] })).toBe(1);
    await sendAll(ctx);
    expect((await mailsIn(ctx))[0]?.status).toBe(MailStatus.SENT);
  });

  test("of many customers, merged ones included, are read in two statements", async () => {
    const database = await open();
    const ctx = testCtx(database);
    const ids = [(await aCustomer(ctx)).id, (await aCustomer(ctx)).id];
    await queueMails(
      ctx,
      ids.flatMap((customerId) =>
        [1, 2, 3].map(() => ({ kind: "addressChanged" as const, to: { customerId }, values: {} })),
      ),
    );
    expect(await countStatements(database, () => listMails(ctx, { customerIds: ids, first: 2 }))).toBe(2);
    const pages = await listMails(ctx, { customerIds: ids, first: 2 });
    expect(ids.map((id) => [pages.get(id)?.rows.length, pages.get(id)?.hasMore])).toEqual([
      [2, true],
      [2, true],
    ]);
    const before = pages.get(ids[0] ?? 0)?.rows.at(-1)?.id;
    const next = await listMails(ctx, { customerIds: ids.slice(0, 1), first: 2, before });
    expect(next.get(ids[0] ?? 0)).toMatchObject({ rows: [{ id: (before ?? 0) - 1 }], hasMore: false });
  });
});

forEachDatabase("an address that bounced", (open) => {
  test("gets mail again when an agent says so, and nobody else", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx, { email: "Ann@Example.com" });
    const mail = { kind: "addressChanged" as const, to: { customerId: id }, values: {} };
    const [first] = await queueMails(ctx, [mail]);
    await inTransaction(ctx, (tx) => markUndeliverable(tx, first?.id ?? 0, "550 no such user"));
    await inTransaction(ctx, (tx) => markUndeliverable(tx, first?.id ?? 0, "550 no such user"));
    expect(await queueMails(ctx, [mail])).toMatchObject([{ skipped: "mail to this address bounced" }]);
    await expect(tryAddressAgain(ctx.as(anAgent("viewer")), { customerId: id })).rejects.toThrow("customer.edit");
    await tryAddressAgain(ctx, { customerId: id });
    expect((await queueMails(ctx, [mail]))[0]?.skipped).toBeUndefined();
  });
});

forEachDatabase("the built-in mailbox", (open) => {
  test("shows an admin what would have been sent, link included, while the database holds it sealed", async () => {
    const database = await open();
    const ctx = testCtx(database);
    await createCustomer(ctx, { email: "ann@example.com", firstName: "Ann" });
    await createCustomer(ctx, { email: "bob@example.com" });
    await sendAll(ctx, mailboxTransport());
    const { rows, hasMore } = await listMailbox(ctx, { first: 1 });
    expect([rows[0]?.address, hasMore]).toEqual(["bob@example.com", true]);
    const [anns] = (await listMailbox(ctx, { first: 5, before: rows[0]?.id })).rows;
    const { content } = await readMailboxMail(ctx, anns?.id ?? 0);
    expect(content).toMatchObject({ to: ["ann@example.com"], subject: "Your account at Deskfolk" });
    const token = /token=([\w-]+)/.exec(content?.text ?? "")?.[1] ?? "none";
    const stored = JSON.stringify(await ctx.db.query("SELECT * FROM mail_batch_parts"));
    expect(stored).not.toContain(token);
    expect(await mailSetup(ctx)).toEqual({
      transport: "mailbox",
      from: "desk@desk.example",
      supportAddress: "support@desk.example",
      imapMailbox: null,
    });
  });

  test("is closed to who may not manage settings, and holds no mail that was sent", async () => {
    const ctx = testCtx(await open());
    await createCustomer(ctx, { email: "ann@example.com" });
    await sendAll(ctx);
    const [sent] = await mailsIn(ctx);
    await expect(readMailboxMail(ctx, sent?.id ?? 0)).rejects.toThrow("no such mail");
    const agent = ctx.as(anAgent("agent"));
    for (const refused of [listMailbox(agent, { first: 1 }), readMailboxMail(agent, 1), mailSetup(agent)])
      await expect(refused).rejects.toThrow("settings.manage");
  });
});

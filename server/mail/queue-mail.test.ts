import { deleteCustomers } from "@/server/customers/delete-customers";
import { inTransaction } from "@/server/db";
import { updateSettings } from "@/server/settings/settings";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent } from "@/server/testing/tickets";
import { Mail, MailPriority, MailStatus } from "./mail.entity";
import { MailValue } from "./mail-value.entity";
import { type MailKind, queueMails } from "./queue-mail";
import { unseal } from "./sealed-text";

const LINK = { link: "http://localhost:3000/hub/password/secret-of-the-link" };
const mailTo = (customerId: number, kind: MailKind = "resetLink") => ({ kind, to: { customerId }, values: LINK });

forEachDatabase("a mail that is queued", (open) => {
  test("is there once what causes it is committed, addressed to the recipient", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "Ann@Example.com" });
    const gus = await aHiredAgent(ctx, "Gus");
    const queued = await inTransaction(ctx, (tx) =>
      queueMails(tx, [
        mailTo(ann.id),
        { kind: "ticketNotice", to: { agentId: gus.id }, values: { subject: "Printer" }, ticketId: 7 },
        { kind: "addressChanged", to: { customerId: ann.id, address: "old@example.com" }, values: {}, jobId: 3 },
      ]),
    );
    expect(queued.map((mail) => mail.skipped)).toEqual([undefined, undefined, undefined]);
    const mails = await ctx.db.find(Mail, { order: { id: "ASC" } });
    expect(
      mails.map(({ id, kind, status, customerId, agentId }) => ({ id, kind, status, customerId, agentId })),
    ).toEqual([
      { id: queued[0]?.id, kind: "resetLink", status: MailStatus.QUEUED, customerId: ann.id, agentId: null },
      { id: queued[1]?.id, kind: "ticketNotice", status: MailStatus.QUEUED, customerId: null, agentId: gus.id },
      { id: queued[2]?.id, kind: "addressChanged", status: MailStatus.QUEUED, customerId: ann.id, agentId: null },
    ]);
    expect(mails.map((mail) => mail.address)).toEqual([
      "Ann@Example.com",
      expect.stringMatching(/^hired\d+@desk\.example$/),
      "old@example.com",
    ]);
    expect(mails.map(({ jobId, ticketId }) => ({ jobId, ticketId }))).toEqual([
      { jobId: null, ticketId: null },
      { jobId: null, ticketId: 7 },
      { jobId: 3, ticketId: null },
    ]);
  });

  test("is gone with what caused it when that is rolled back", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    const failing = inTransaction(ctx, async (tx) => {
      await queueMails(tx, [mailTo(ann.id)]);
      throw new Error("the disk is full");
    });
    await expect(failing).rejects.toThrow("the disk is full");
    expect([await ctx.db.count(Mail), await ctx.db.count(MailValue)]).toEqual([0, 0]);
  });

  test("keeps its link out of the database's readable text", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    await queueMails(ctx, [mailTo(ann.id)]);
    const [value] = await ctx.db.find(MailValue);
    const everything = JSON.stringify([await ctx.db.find(Mail), value]);
    expect(everything).not.toContain("secret-of-the-link");
    expect(everything).not.toContain(Buffer.from("secret-of-the-link").toString("base64").slice(0, 16));
    expect(JSON.parse(await unseal(ctx.config, [value?.sealed ?? ""]))).toEqual(LINK);
    const other = { ...ctx.config, authSecret: "another secret of the tests, long enough as well" };
    await expect(unseal(other, [value?.sealed ?? ""])).rejects.toThrow("another AUTH_SECRET");
  });

  test("holds as much text as a comment may have, in any script", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    const body = Array.from({ length: 16_000 }, (_, index) =>
      String.fromCodePoint(0x1f300 + ((index * 7919) % 700)),
    ).join("");
    await queueMails(ctx, [{ kind: "ticketReply", to: { customerId: ann.id }, values: { body } }]);
    const parts = await ctx.db.find(MailValue, { order: { part: "ASC" } });
    expect(
      JSON.parse(
        await unseal(
          ctx.config,
          parts.map((part) => part.sealed),
        ),
      ),
    ).toEqual({ body });
  });

  test("waits behind none of a mass action when somebody sits in front of it", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    const forced = { ...mailTo(ann.id, "forcedReset"), jobId: 1 };
    const invited = { ...mailTo(ann.id, "accountCreated"), importId: 1 };
    await queueMails(ctx, [forced, invited, mailTo(ann.id, "accountCreated"), mailTo(ann.id, "resetLink")]);
    const mails = await ctx.db.find(Mail, { order: { id: "ASC" } });
    expect(mails.map((mail) => mail.priority)).toEqual([
      MailPriority.BULK,
      MailPriority.BULK,
      MailPriority.NORMAL,
      MailPriority.URGENT,
    ]);
  });

  test("costs the same few statements for one as for five hundred", async () => {
    const database = await open();
    const ctx = testCtx(database);
    const ann = await aCustomer(ctx);
    const one = await countStatements(database, () => queueMails(ctx, [mailTo(ann.id)]));
    const many = Array.from({ length: 500 }, () => mailTo(ann.id));
    expect(await countStatements(database, () => queueMails(ctx, many))).toBe(one);
  });
});

forEachDatabase("no mail goes", (open) => {
  test("to who must not get it, and the reason is kept", async () => {
    const ctx = testCtx(await open());
    const deleted = await aCustomer(ctx);
    await deleteCustomers(ctx, { ids: [deleted.id] });
    const blocked = await aCustomer(ctx);
    await inTransaction(ctx, (tx) => tx.db.query("UPDATE customers SET is_blocked = 1 WHERE id = ?", [blocked.id]));
    const mobileOnly = await aCustomer(ctx, { mobile: "+44 7700 900123" });
    const hubOff = await aCustomer(ctx, { hubAccess: false });
    const bounced = await aCustomer(ctx, { email: "Bounces@Example.com" });
    await inTransaction(ctx, (tx) =>
      tx.db.query("INSERT INTO undeliverable_addresses (address_key, reason, created_at) VALUES (?, ?, ?)", [
        "bounces@example.com",
        "no such mailbox",
        "2026-01-01 00:00:00.000",
      ]),
    );
    const gone = await aHiredAgent(ctx, "Gone");
    await inTransaction(ctx, (tx) => tx.db.query("UPDATE agents SET is_active = 0 WHERE id = ?", [gone.id]));

    const reasons = await queueMails(ctx, [
      mailTo(deleted.id, "forcedReset"),
      mailTo(blocked.id, "ticketReply"),
      mailTo(mobileOnly.id, "forcedReset"),
      mailTo(hubOff.id, "accountCreated"),
      mailTo(hubOff.id, "ticketReply"),
      mailTo(bounced.id, "ticketReply"),
      { kind: "ticketNotice", to: { agentId: gone.id }, values: {} },
      {
        kind: "ticketReply",
        to: { customerId: hubOff.id, address: "a@b.example\r\nBcc: all@example.com" },
        values: {},
      },
    ]);
    expect(reasons.map(({ skipped }) => skipped)).toEqual([
      "is deleted",
      "is blocked",
      "has no e-mail",
      "has Hub access off",
      undefined,
      "mail to this address bounced",
      "is deactivated",
      "has no usable address",
    ]);
    await updateSettings(ctx, { hubActivated: false });
    const [withoutHub] = await queueMails(ctx, [mailTo((await aCustomer(ctx)).id, "accountCreated")]);
    reasons.push(withoutHub ?? { id: 0 });
    expect(withoutHub?.skipped).toBe("the Customer Hub is not activated");
    const mails = await ctx.db.find(Mail, { order: { id: "ASC" } });
    expect(mails.map((mail) => mail.reason ?? undefined)).toEqual(reasons.map(({ skipped }) => skipped));
    expect(mails.filter((mail) => mail.status === MailStatus.QUEUED)).toHaveLength(1);
    // Nobody needs the link of a mail that is not sent.
    expect(await ctx.db.count(MailValue)).toBe(1);
  });
});

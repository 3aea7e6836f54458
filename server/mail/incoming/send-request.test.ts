import { requestLimits } from "@/server/accounts/sign-in-limits";
import { setDeleted } from "@/server/customers/delete-customers";
import { type Database, inTransaction } from "@/server/db";
import { Mail } from "@/server/mail/mail.entity";
import { NOBODY } from "@/server/permissions";
import { updateSettings } from "@/server/settings/settings";
import { aCustomer, customerWith, ownerOf, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { come, countOf } from "@/server/testing/mails";
import { testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent } from "@/server/testing/tickets";
import { findTicket } from "@/server/tickets/ticket-row";
import { listQuarantine, mailsOfComments, makeTicketOfMail, openOriginal, processMailAgain } from "./quarantine";
import { type SendRequest, sendRequest } from "./send-request";

const TYPED = { name: "Ann Lee", email: "ann@example.com", subject: "The lift", body: "It stops.\n> between floors" };

function aForm(database: Database) {
  const ctx = testCtx(database);
  const limits = requestLimits(database);
  const send = (input: Partial<SendRequest> = {}) =>
    sendRequest(ctx.as(NOBODY), limits, { ...TYPED, address: `192.0.2.${Math.random()}`, ...input });
  const waiting = async () => (await listQuarantine(ctx, { first: 10 })).rows;
  return { ctx, send, waiting };
}

forEachDatabase("the public request form", (open) => {
  test("makes a new customer and their ticket, word for word, and sends a receipt without a word of theirs", async () => {
    const { ctx, send } = aForm(await open());
    expect(await send({ mobile: "+44 7700 900123" })).toBeUndefined();
    const [request] = await come(ctx);
    const id = (await ownerOf(ctx, "ann@example.com")) ?? 0;
    expect(await customerWith(ctx, id)).toMatchObject({
      firstName: "Ann",
      lastName: "Lee",
      mobile: "+44 7700 900123",
      source: "portal",
      isActive: false,
    });
    expect(await findTicket(ctx, request?.ticketId ?? 0)).toMatchObject({
      subject: "The lift",
      source: "portal",
      reporterId: id,
    });
    const [comment] = await ctx.db.query("SELECT id, body, author_kind FROM ticket_comments");
    expect(comment).toMatchObject({ body: TYPED.body, author_kind: "customer" });
    expect((await mailsOfComments(ctx, [comment.id])).get(comment.id)).toMatchObject({
      cameBy: "form",
      fromLine: "Ann Lee <ann@example.com, +44 7700 900123>",
    });
    const mails = await ctx.db.find(Mail);
    expect(mails.map(({ kind, address }) => [kind, address])).toEqual([["ticketReceipt", "ann@example.com"]]);
  });

  test("by a known address or number is that customer's, whose name stays; an address that only knows the number stays on the ticket", async () => {
    const { ctx, send } = aForm(await open());
    const ann = await aCustomer(ctx, { email: "Ann@example.com", firstName: "Anna", lastName: "Berg" });
    const bo = await aCustomer(ctx, { mobile: "+44 7700 900123" });
    await send();
    await send({ email: "stranger@example.com", mobile: "0044 (0)7700 900123" });
    await send({ email: "", mobile: "+447700900123" });
    const requests = await come(ctx);
    const tickets = await Promise.all(requests.map(({ ticketId }) => findTicket(ctx, ticketId ?? 0)));
    expect(tickets.map((ticket) => [ticket?.reporterId, ticket?.replyEmail])).toEqual([
      [ann.id, null],
      [bo.id, "stranger@example.com"],
      [bo.id, null],
    ]);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ firstName: "Anna", isActive: false });
    expect(await customerWith(ctx, bo.id)).toMatchObject({ email: null });
  });

  test("brings a deleted customer back, and holds what a blocked one, an agent or a program sends for an agent", async () => {
    const { ctx, send, waiting } = aForm(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com" });
    await inTransaction(ctx, (tx) => setDeleted(tx, ann.id, true));
    const bea = await aCustomer(ctx, { mobile: "+44 7700 900123" });
    const block = (is: 0 | 1) =>
      inTransaction(ctx, (tx) => tx.db.query("UPDATE customers SET is_blocked = ? WHERE id = ?", [is, bea.id]));
    await block(1);
    const agent = await aHiredAgent(ctx, "Ada");
    const [{ email: agentsAddress }] = await ctx.db.query("SELECT email FROM agents WHERE id = ?", [agent.id]);
    await send();
    await send({ email: "", mobile: "+44 7700 900123" });
    await send({ email: agentsAddress });
    await send({ email: "robot@example.com", leaveEmpty: "http://spam.example" });
    await send({ email: "support@desk.example" });
    await come(ctx);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: false, isActive: false });
    const held = await waiting();
    expect(held.map(({ reason, cameBy }) => [reason, cameBy])).toEqual([
      ["automatic", "form"],
      ["automatic", "form"],
      ["agent", "form"],
      ["blocked", "form"],
    ]);
    expect(await countOf(ctx, "tickets")).toBe(1);
    const text = (await openOriginal(ctx, held[3]?.id ?? 0)).contents;
    expect((await text.toArray()).join("")).toContain("Mobile: +44 7700 900123\nSubject: The lift\n\nIt stops.");
    expect(await findTicket(ctx, await makeTicketOfMail(ctx, { id: held[3]?.id ?? 0 }))).toMatchObject({
      reporterId: bea.id,
      source: "portal",
    });
    await processMailAgain(ctx, held[1]?.id ?? 0);
    expect((await come(ctx)).filter(({ status }) => status === "ticket")).toHaveLength(2);
  });

  test("sent twice by one form, also at one moment, makes one ticket", async () => {
    const { ctx, send } = aForm(await open());
    await Promise.all([1, 2].map(() => send({ submissionKey: "one" })));
    await send({ submissionKey: "one" });
    await send({ submissionKey: "two" });
    await come(ctx);
    expect([await countOf(ctx, "tickets"), await countOf(ctx, "customers")]).toEqual([2, 1]);
  });

  test("says everything that is wrong at once and stores nothing then", async () => {
    const { ctx, send } = aForm(await open());
    const paths = async (input: Partial<SendRequest>) => (await problemsOf(send(input))).map(({ path }) => path);
    expect(await paths({ name: "x".repeat(101), email: "ann@", mobile: "12", subject: " ", body: "" })).toEqual([
      "name",
      "email",
      "mobile",
      "subject",
      "body",
    ]);
    expect(await paths({ email: " ", body: "x".repeat(70_000), submissionKey: "x".repeat(101) })).toEqual([
      "email",
      "body",
      "submissionKey",
    ]);
    expect(await countOf(ctx, "incoming_mails")).toBe(0);
  });

  test("slows down one sender and one client, whoever they say they are", async () => {
    const { send } = aForm(await open());
    for (let sent = 0; sent < 10; sent += 1) await send();
    expect(await problemsOf(send({ email: "ANN@example.com" }))).toMatchObject([{ code: "RATE_LIMITED" }]);
    const outcomes = [];
    for (let sent = 0; sent < 31; sent += 1) {
      const other = send({ email: `other${sent}@example.com`, address: "198.51.100.1" });
      outcomes.push(await other.then(() => "taken").catch(({ problems }) => problems[0].code));
    }
    expect([outcomes.filter((outcome) => outcome === "taken").length, outcomes.at(-1)]).toEqual([30, "RATE_LIMITED"]);
  });

  test("takes nothing in while it is off, or the Hub is", async () => {
    const { ctx, send } = aForm(await open());
    await updateSettings(ctx, { hasRequestForm: false });
    await expect(send()).rejects.toMatchObject({ code: "FORBIDDEN" });
    await updateSettings(ctx, { hasRequestForm: true, hubActivated: false });
    await expect(send()).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await countOf(ctx, "incoming_mails")).toBe(0);
  });
});

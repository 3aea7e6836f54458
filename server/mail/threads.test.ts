import { inTransaction } from "@/server/db";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type ResendStandIn, startResendStandIn } from "@/server/testing/resend-stand-in";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, aTicket } from "@/server/testing/tickets";
import { addComment, addReply } from "@/server/tickets/add-comment";
import { updateTicket } from "@/server/tickets/update-ticket";
import { applyEvents } from "./apply-events";
import { queueMails } from "./queue-mail";
import { ticketOfToken } from "./reply-address";
import { resendTransport } from "./resend-transport";
import { sendNext } from "./send-mails";
import { messageIdOf, rememberMails, ticketOfReferences } from "./threads";

let resend: ResendStandIn;
beforeEach(async () => {
  resend = await startResendStandIn();
});
afterEach(() => resend.close());

/** What went out, oldest first. */
async function sent(ctx: TestCtx) {
  const transport = resendTransport({ apiKey: "re_test", baseUrl: resend.url, timeoutMs: 2000 });
  while (await sendNext(ctx, transport));
  return resend.mails;
}

const bare = (header = "") => /<([^>]+)>/.exec(header)?.[1] ?? header;
const incoming = (ticketId: number, messageId: string) => ({ ticketId, agentId: null, messageId });

forEachDatabase("a mail about a ticket", (open) => {
  test("is answered to an address that tells the ticket, and named by a Message-ID that does too", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com" });
    const [, ticket] = [await aTicket(ctx), await aTicket(ctx, { reporterId: ann.id, subject: "Printer" })];
    await addComment(ctx, { ticketId: ticket.id, body: "Turn it off." });
    const [mail] = await sent(ctx);
    const thread = { ticketId: ticket.id, agentId: null };
    expect(mail?.reply_to).toMatch(/^"Deskfolk" <support\+t2\.[a-z2-7]{13}@desk\.example>$/);
    expect(ticketOfToken(ctx.config, bare(mail?.reply_to))).toEqual(thread);
    const messageId = mail?.headers["Message-ID"] ?? "";
    expect(await ticketOfReferences(ctx, ["<first@example.com>", messageId])).toEqual(thread);
    // An agent's own words: out-of-office answers to them are wanted as little, but this is no automatic mail.
    expect(mail?.headers).not.toHaveProperty("Auto-Submitted");
    expect(mail?.headers).not.toHaveProperty("References");
  });

  test("names what came and went before it, so that mail programs show one conversation", async () => {
    const ctx = testCtx(await open());
    const ticket = await aTicket(ctx);
    const came = ["<first@mail.example>", "<second@mail.example>"] as const;
    const remember = (messageId: string) =>
      inTransaction(ctx, (tx) => rememberMails(tx, [incoming(ticket.id, messageId)]));
    await remember(came[0]);
    await addComment(ctx, { ticketId: ticket.id, body: "One." });
    const one = (await sent(ctx))[0]?.headers;
    expect(one).toMatchObject({ "In-Reply-To": came[0], References: came[0] });
    await remember(came[1]);
    // The same mail by another way, and one whose Message-ID would break the header.
    await remember(came[1]);
    await remember("<a>\r\nBcc: <all@example.com>");
    await addComment(ctx, { ticketId: ticket.id, body: "Two." });
    const two = (await sent(ctx))[1]?.headers;
    expect(two).toMatchObject({
      "In-Reply-To": came[1],
      References: [came[0], one?.["Message-ID"], came[1]].join(" "),
    });
  });

  test("keeps References short in a long conversation: the first and the last", async () => {
    const ctx = testCtx(await open());
    const ticket = await aTicket(ctx);
    const ids = Array.from({ length: 40 }, (_, index) => `<${index}.${"x".repeat(60)}@mail.example>`);
    await inTransaction(ctx, (tx) =>
      rememberMails(
        tx,
        ids.map((messageId) => incoming(ticket.id, messageId)),
      ),
    );
    await addComment(ctx, { ticketId: ticket.id, body: "At last." });
    const references = (await sent(ctx))[0]?.headers.References ?? "";
    expect(references.length).toBeLessThan(950);
    expect(references.split(" ")).toEqual([ids[0], ...ids.slice(-9)].filter((id) => references.includes(id ?? "")));
    expect(references).toContain(ids[39]);
    expect(references).toContain(ids[0]);
  });

  test("is found by the Message-ID that the provider gave it too, and later mails name that one", async () => {
    const ctx = testCtx(await open());
    const ticket = await aTicket(ctx);
    await addComment(ctx, { ticketId: ticket.id, body: "One." });
    const [first] = await sent(ctx);
    const given = "<0100abc@email.example>";
    await inTransaction(ctx, (tx) =>
      tx.db.query(
        `INSERT INTO mail_events (event_id, provider_id, type, message_id, occurred_at, received_at)
          VALUES ('msg_1', ?, 'sent', ?, '2026-03-04 05:06:07.000', '2026-03-04 05:06:07.000')`,
        [first?.id, given],
      ),
    );
    await applyEvents(ctx, [first?.id ?? ""]);
    await applyEvents(ctx, [first?.id ?? ""]);
    for (const id of [given, first?.headers["Message-ID"] ?? ""])
      expect(await ticketOfReferences(ctx, [id])).toEqual({ ticketId: ticket.id, agentId: null });
    await addComment(ctx, { ticketId: ticket.id, body: "Two." });
    expect((await sent(ctx))[1]?.headers).toMatchObject({ "In-Reply-To": given, References: given });
  });

  test("is not found by a stranger: neither by a guessed reference nor by one that only came to us", async () => {
    const ctx = testCtx(await open());
    const ticket = await aTicket(ctx);
    await inTransaction(ctx, (tx) => rememberMails(tx, [incoming(ticket.id, "<theirs@mail.example>")]));
    await addComment(ctx, { ticketId: ticket.id, body: "Hello." });
    const own = (await sent(ctx))[0]?.headers["Message-ID"] ?? "";
    const guesses = [
      "<theirs@mail.example>",
      own.replace(/\.[a-z2-7]+@/, `.${"a".repeat(26)}@`),
      own.replace(/^<m\d+/, "<m999"),
      own.replace(/^<m/, "<n"),
      own.slice(1),
      `<m1@desk.example>`,
      `<m${"9".repeat(300)}@desk.example>`,
      "",
    ];
    for (const guess of guesses) expect([guess, await ticketOfReferences(ctx, [guess])]).toEqual([guess, undefined]);
    // However many somebody names, the last of them count.
    const many = Array.from({ length: 5000 }, (_, index) => `<${index}@mail.example>`);
    expect(await ticketOfReferences(ctx, [...many, own])).toMatchObject({ ticketId: ticket.id });
    expect(messageIdOf({ ...ctx.config, authSecret: "another secret that is just as long as that" }, 1)).not.toBe(own);
  });

  test("to an agent has the token of that agent's notice, and a conversation of its own", async () => {
    const ctx = testCtx(await open());
    const [annActor, bobActor] = [await aHiredAgent(ctx, "Ann"), await aHiredAgent(ctx, "Bob")];
    const ticket = await aTicket(ctx.as(annActor), { assigneeId: annActor.id });
    await inTransaction(ctx, (tx) => rememberMails(tx, [incoming(ticket.id, "<theirs@mail.example>")]));
    await updateTicket(ctx.as(annActor), { id: ticket.id, assigneeId: bobActor.id });
    await addReply(ctx, { ticketId: ticket.id, customerId: ticket.reporterId, body: "Thanks." });
    const [assigned, replied] = await sent(ctx);
    const thread = { ticketId: ticket.id, agentId: bobActor.id };
    expect(ticketOfToken(ctx.config, bare(assigned?.reply_to))).toEqual(thread);
    const first = assigned?.headers["Message-ID"] ?? "";
    expect(await ticketOfReferences(ctx, [first])).toEqual(thread);
    expect(assigned?.headers).toMatchObject({ "Auto-Submitted": "auto-generated" });
    expect(assigned?.headers).not.toHaveProperty("References");
    expect(replied?.headers["Message-ID"]).not.toBe(first);
    await addReply(ctx, { ticketId: ticket.id, customerId: ticket.reporterId, body: "Thanks again." });
    const third = (await sent(ctx))[2]?.headers;
    expect(third?.References?.split(" ")).toEqual([first, replied?.headers["Message-ID"]]);
    expect(third?.References).not.toContain("theirs");
  });

  test("about no ticket goes to the plain support address", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com" });
    await queueMails(ctx, [{ kind: "addressChanged", to: { customerId: ann.id }, values: {} }]);
    const [mail] = await sent(ctx);
    expect(mail?.reply_to).toBe("support@desk.example");
    expect(await ticketOfReferences(ctx, [mail?.headers["Message-ID"] ?? ""])).toBeUndefined();
  });
});

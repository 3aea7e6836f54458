import { listActivity } from "@/server/activity/list-activity";
import { inTransaction } from "@/server/db";
import { Mail } from "@/server/mail/mail.entity";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aMail, come, countOf } from "@/server/testing/mails";
import { type ResendStandIn, startResendStandIn } from "@/server/testing/resend-stand-in";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, aTicket } from "@/server/testing/tickets";
import { addComment } from "@/server/tickets/add-comment";
import { TicketStatus } from "@/server/tickets/ticket.entity";
import { updateTicket } from "@/server/tickets/update-ticket";
import { resendTransport } from "../resend-transport";
import { sendNext } from "../send-mails";
import { receiveMail } from "./receive-mail";

let resend: ResendStandIn;
beforeEach(async () => {
  resend = await startResendStandIn();
});
afterEach(() => resend.close());

async function sent(ctx: TestCtx) {
  const transport = resendTransport({ apiKey: "re_test", baseUrl: resend.url, timeoutMs: 2000 });
  while (await sendNext(ctx, transport));
  return resend.mails;
}

const bare = (header = "") => /<([^>]+)>/.exec(header)?.[1] ?? header;

const commentsOf = (ctx: TestCtx, ticketId: number) =>
  ctx.db.query<{ author_kind: string; author_name: string; body: string; is_internal: number }[]>(
    "SELECT author_kind, author_name, body, is_internal FROM ticket_comments WHERE ticket_id = ? ORDER BY id",
    [ticketId],
  );

forEachDatabase("a mail that comes", (open) => {
  test("from somebody new makes a customer and a ticket, and its sender gets a receipt and no account mail", async () => {
    const ctx = testCtx(await open());
    const [mail] = await come(ctx, aMail({ from: "Souza, Ana <ana@example.com>", subject: "=?utf-8?Q?Caf=C3=A9?=" }));
    expect(mail).toMatchObject({ status: "ticket", ticketId: 1, sender: "ana@example.com", subject: "Café" });
    const [customer] = await ctx.db.query("SELECT first_name, last_name, source, is_active FROM customers");
    expect(customer).toMatchObject({ first_name: "Ana", last_name: "Souza", source: "email", is_active: 0 });
    expect(await commentsOf(ctx, 1)).toMatchObject([{ author_kind: "customer", body: "It is broken." }]);
    const mails = await ctx.db.find(Mail);
    expect(mails.map(({ kind, address }) => [kind, address])).toEqual([["ticketReceipt", "ana@example.com"]]);
  });

  test("is one mail by whatever ways and with whatever line ends it comes, also at the same moment", async () => {
    const ctx = testCtx(await open());
    const desk = ctx.as({ kind: "system", name: "Mail" });
    const mail = aMail();
    const text = mail.toString();
    const ways = [
      mail,
      Buffer.from(text.replaceAll("\r\n", "\n")),
      Buffer.from(text.replaceAll("\r\n", "\r")),
      Buffer.from(`From ann@example.com Wed Nov 25 09:00:00 2026\n${text.replaceAll("\r\n", "\n")}\n`),
      Buffer.from(
        `Return-Path: <ann@example.com>\r\nReceived: from a by b;\r\n\tWed, 25 Nov 2026 09:00:00 +0000\r\n${text}`,
      ),
    ];
    const received = await Promise.all(ways.map((way) => receiveMail(desk, way)));
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
    expect(received.filter(({ isKnown }) => !isKnown)).toHaveLength(1);
    expect(await come(ctx, ...ways)).toHaveLength(1);
    expect(await countOf(ctx, "tickets")).toBe(1);
    // Another mail with the same Message-ID is another mail.
    const other = Buffer.from(text.replace("broken", "on fire"));
    expect(await come(ctx, other)).toHaveLength(2);
  });

  test("that says the same as one before, dated by its relay alone, is another mail", async () => {
    const ctx = testCtx(await open());
    const alarm = (day: number) =>
      Buffer.from(
        `Received: from a by b; ${day} Nov 2026 09:00:00 +0000\r\nFrom: alarm@example.com\r\nSubject: Alarm\r\n\r\nThe door is open.`,
      );
    expect(await come(ctx, alarm(24), alarm(25), alarm(25))).toMatchObject([
      { status: "ticket" },
      { status: "ticket" },
    ]);
    expect(await countOf(ctx, "tickets")).toBe(2);
  });

  test("that answers our mail becomes the next comment, its headers stripped as a phone does, and opens the ticket again", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail());
    await addComment(ctx, { ticketId: 1, body: "Turn it off.", status: TicketStatus.CLOSED });
    const reply = (await sent(ctx)).at(-1);
    const quote = "On Wed, 25 Nov 2026 at 09:00, Deskfolk <desk@desk.example> wrote:\r\n> Turn it off.";
    const mails = await come(
      ctx,
      aMail({
        to: bare(reply?.reply_to),
        subject: "AW: whatever",
        head: [],
        body: `It works, thanks.\r\n\r\n${quote}`,
      }),
    );
    expect(mails[1]).toMatchObject({ status: "comment", ticketId: 1, quoted: quote.replaceAll("\r\n", "\n") });
    expect((await commentsOf(ctx, 1)).map(({ body }) => body)).toEqual([
      "It is broken.",
      "Turn it off.",
      "It works, thanks.",
    ]);
    expect(await ctx.db.query("SELECT status FROM tickets")).toEqual([{ status: "open" }]);
    // And by References alone, where the address is the plain one.
    await come(ctx, aMail({ head: [`In-Reply-To: ${reply?.headers["Message-ID"]}`], body: "Once more." }));
    expect(await countOf(ctx, "tickets")).toBe(1);
  });

  test("from a stranger does not reach a ticket: by its number, a forged address, or one that was passed on", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail());
    await addComment(ctx, { ticketId: 1, body: "Hello." });
    const reply = (await sent(ctx)).at(-1);
    const mallory = "mallory@example.com";
    const mails = await come(
      ctx,
      aMail({ from: mallory, subject: "Re: Printer [#1]" }),
      aMail({ from: mallory, to: "support+t1.aaaaaaaaaaaaa@desk.example" }),
      aMail({ from: mallory, head: ["In-Reply-To: <m1.aaaaaaaaaaaaaaaaaaaaaaaaaa@desk.example>"] }),
      aMail({ from: mallory, to: bare(reply?.reply_to), body: "Let me in." }),
    );
    expect(mails.map(({ status, ticketId }) => [status, ticketId])).toEqual([
      ["ticket", 1],
      ["ticket", 2],
      ["ticket", 3],
      ["ticket", 4],
      ["ticket", 5],
    ]);
    expect(await commentsOf(ctx, 1)).toHaveLength(2);
    expect((await commentsOf(ctx, 5))[1]).toMatchObject({
      is_internal: 1,
      body: "This mail answers ticket #1, in which its sender takes no part.",
    });
  });

  test.each([["Auto-Submitted: auto-replied"], ["Precedence: bulk"], ["Return-Path: <>"]])(
    "automatically (%s) makes nobody: it waits, or is a note on the ticket that it answers",
    async (header) => {
      const ctx = testCtx(await open());
      await come(ctx, aMail());
      await addComment(ctx, { ticketId: 1, body: "Hello." });
      const reply = (await sent(ctx)).at(-1);
      const before = await ctx.db.count(Mail);
      const mails = await come(
        ctx,
        aMail({ from: "robot@example.com", head: [header] }),
        aMail({ from: "robot@example.com", to: bare(reply?.reply_to), head: [header], body: "Passed on to me." }),
        aMail({ to: bare(reply?.reply_to), head: [header], body: "I am away." }),
      );
      expect(mails.slice(1)).toMatchObject([
        { status: "quarantined", reason: "automatic" },
        { status: "quarantined", reason: "automatic" },
        { status: "note", ticketId: 1 },
      ]);
      expect((await commentsOf(ctx, 1)).at(-1)).toMatchObject({ is_internal: 1 });
      expect([await countOf(ctx, "customers"), await ctx.db.count(Mail)]).toEqual([1, before]);
    },
  );

  test("through a group in front of the desk is from a person, and so is one that says it is not automatic", async () => {
    const ctx = testCtx(await open());
    const head = ["Precedence: list", "List-Post: <mailto:support@desk.example>", "Auto-Submitted: no"];
    expect(await come(ctx, aMail({ head }))).toMatchObject([{ status: "ticket" }]);
  });

  test("without a sender, from a blocked customer or from an agent waits for an agent", async () => {
    const ctx = testCtx(await open());
    const bea = await aCustomer(ctx, { email: "bea@example.com" });
    await inTransaction(ctx, (tx) => tx.db.query("UPDATE customers SET is_blocked = 1 WHERE id = ?", [bea.id]));
    const gus = await aHiredAgent(ctx, "Gus");
    const [agent] = await ctx.db.query<{ email: string }[]>("SELECT email FROM agents WHERE id = ?", [gus.id]);
    const mails = await come(
      ctx,
      aMail({ from: "undisclosed" }),
      Buffer.from("no mail at all"),
      aMail({ from: "Bea <BEA@example.com>" }),
      aMail({ from: agent?.email }),
    );
    expect(mails.map(({ status, reason }) => [status, reason])).toEqual([
      ["quarantined", "noSender"],
      ["quarantined", "noSender"],
      ["quarantined", "blocked"],
      ["quarantined", "agent"],
    ]);
    expect([await countOf(ctx, "tickets"), await countOf(ctx, "customers")]).toEqual([0, 1]);
  });

  test("from an agent is their comment with the token of their notice, and with no other", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aHiredAgent(ctx, "Ann"), await aHiredAgent(ctx, "Bob")];
    const ticket = await aTicket(ctx.as(ann), { assigneeId: ann.id });
    await updateTicket(ctx.as(ann), { id: ticket.id, assigneeId: bob.id });
    const notice = (await sent(ctx)).at(-1);
    const emails = await ctx.db.query<{ email: string }[]>("SELECT email FROM agents ORDER BY id");
    const [annsAddress, bobsAddress] = [emails[0]?.email, emails[1]?.email];
    const mails = await come(
      ctx,
      aMail({ from: annsAddress, to: bare(notice?.reply_to) }),
      aMail({ from: bobsAddress, head: [`In-Reply-To: ${notice?.headers["Message-ID"]}`] }),
      aMail({ from: bobsAddress, to: bare(notice?.reply_to), body: "Have you tried another cable?" }),
    );
    expect(mails.map(({ status }) => status)).toEqual(["quarantined", "quarantined", "comment"]);
    expect((await commentsOf(ctx, ticket.id)).at(-1)).toMatchObject({
      author_kind: "agent",
      author_name: "Bob",
      body: "Have you tried another cable?",
    });
  });

  test("that says one of ours bounced marks the address and is a note on the ticket", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail());
    await addComment(ctx, { ticketId: 1, body: "Hello." });
    const reply = (await sent(ctx)).at(-1);
    const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
    const dsn = aMail({
      from: "MAILER-DAEMON@mx.example",
      head: ["Return-Path: <>", 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'],
      body: [
        part("text/plain", "Sorry."),
        part(
          "message/delivery-status",
          "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ann@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such\r\n user",
        ),
        part("message/rfc822", `Message-ID: ${reply?.headers["Message-ID"]}\r\nSubject: Re: Printer\r\n\r\nHello.`),
        "--b--",
      ].join(""),
    });
    expect((await come(ctx, dsn))[1]).toMatchObject({ status: "note", ticketId: 1 });
    expect((await commentsOf(ctx, 1)).at(-1)?.body).toMatch(
      /^The mail to ann@example.com came back. 5.1.1 smtp; 550 no such/,
    );
    expect(await countOf(ctx, "undeliverable_addresses")).toBe(1);
    const [{ id = 0 } = {}] = await ctx.db.query<{ id: number }[]>("SELECT id FROM customers");
    const { rows } = await listActivity(ctx, { customerId: id, first: 20 });
    expect(rows.map(({ action }) => action)).toContain("mail.bounced");
  });

  test("with files and without text has them as attachments; HTML alone is read as text, its scripts gone", async () => {
    const ctx = testCtx(await open());
    const body = [
      "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello <b>you</b></p><script>steal()</script><img src=x onerror=steal()>\r\n",
      '--b\r\nContent-Type: application/zip; name="../../etc/passwd"\r\nContent-Disposition: attachment; filename="../../etc/passwd"\r\n\r\nPK\r\n',
      "--b--",
    ].join("");
    const head = ['Content-Type: multipart/mixed; boundary="b"', "MIME-Version: 1.0"];
    await come(ctx, aMail({ head, body }));
    expect((await commentsOf(ctx, 1))[0]?.body).toBe("Hello you");
    const files = await ctx.db.query("SELECT file_name, storage_name FROM comment_attachments");
    expect(files).toEqual([
      { file_name: "../../etc/passwd", storage_name: expect.stringMatching(/^attachments\/[0-9a-f-]+$/) },
    ]);
  });
});

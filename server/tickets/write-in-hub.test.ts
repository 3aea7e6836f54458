import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { hubLimits } from "@/server/accounts/hub-limits";
import { listActivity } from "@/server/activity/list-activity";
import { saveUpload } from "@/server/files/save-upload";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, aTicket, ticketWith } from "@/server/testing/tickets";
import { addComment } from "./add-comment";
import { openAttachment } from "./attachments";
import { listHubComments } from "./hub-tickets";
import { listNotices } from "./list-notices";
import { TicketSource, TicketStatus } from "./ticket.entity";
import { listChanges, listComments } from "./ticket-parts";
import { updateTicket } from "./update-ticket";
import { closeInHub, createHubTicket, reopenInHub, replyInHub } from "./write-in-hub";

/** A customer with a ticket of theirs that an agent works on, and the customer's own view of the desk. */
async function annAtHerTicket(ctx: TestCtx) {
  const ann = await aHubCustomer(ctx, { firstName: "Ann" });
  const agent = ctx.as(await aHiredAgent(ctx, "Bob"));
  const agentId = "id" in agent.actor ? agent.actor.id : 0;
  const ticket = await aTicket(agent, { reporterId: ann.id, assigneeId: agentId });
  return {
    ann,
    ticket,
    agent,
    hers: ctx.as({ kind: "customer", id: ann.id, name: "Ann" }),
    limits: hubLimits(ctx.database),
  };
}

const bodiesOf = async (ctx: TestCtx, ticketId: number) =>
  ((await listComments(ctx, { ticketIds: [ticketId], first: 50 })).get(ticketId)?.rows ?? []).map(({ body }) => body);

const upload = (ctx: TestCtx, contents: string) =>
  saveUpload(ctx, { fileName: "photo.jpg", contents: Readable.from([Buffer.from(contents)]), purpose: "attachment" });

const codeOf = (work: Promise<unknown>) => work.then(() => "done").catch((error: { code?: string }) => error.code);

forEachDatabase("a customer in the Hub", (open) => {
  test("writes whatever they are called, and however long it is", async () => {
    const ctx = testCtx(await open());
    const { id } = await aHubCustomer(ctx, { firstName: "ä".repeat(100), lastName: "x".repeat(100) });
    const name = `${"ä".repeat(100)} ${"x".repeat(100)}`;
    const number = await createHubTicket(ctx.as({ kind: "customer", id, name }), hubLimits(ctx.database), {
      subject: "Long",
      body: "Names.",
    });
    expect((await listActivity(ctx, { customerId: id, first: 1 })).rows).toMatchObject([
      { action: "ticket.created", ticketNumber: number, actorName: `${name.slice(0, 199)}…` },
    ]);
  });

  test("opens a ticket of their own with a file, and an agent finds it new in the queue", async () => {
    const ctx = testCtx(await open());
    const { ann, hers, limits } = await annAtHerTicket(ctx);
    const uploadIds = [await upload(hers, "x")];
    const id = await createHubTicket(hers, limits, { subject: " The lift ", body: "It is stuck.", uploadIds });
    expect(await ticketWith(ctx, id)).toMatchObject({
      subject: "The lift",
      status: TicketStatus.NEW,
      source: TicketSource.PORTAL,
      reporterId: ann.id,
      organisationId: null,
    });
    const { rows } = await listHubComments(hers, { ticketId: id, first: 5 });
    expect(rows).toMatchObject([{ body: "It is stuck.", isMine: true, authorName: "Ann" }]);
    expect(await problemsOf(createHubTicket(hers, limits, { subject: "", body: " ", uploadIds }))).toMatchObject([
      { path: "subject" },
      { path: "body" },
      { path: "uploadIds.0" },
    ]);
  });

  test("answers, and the desk's turn it is: the ticket opens, its agent is told, the history says who", async () => {
    const ctx = testCtx(await open());
    const { ticket, agent, hers, limits } = await annAtHerTicket(ctx);
    await updateTicket(ctx, { id: ticket.id, status: TicketStatus.PENDING });
    await replyInHub(hers, limits, { number: ticket.id, body: "Here you are." });
    expect(await bodiesOf(ctx, ticket.id)).toEqual(["Please help.", "Here you are."]);
    expect(await ticketWith(ctx, ticket.id)).toMatchObject({ status: TicketStatus.OPEN });
    const [last] = (await listChanges(ctx, { ticketIds: [ticket.id], first: 1 })).get(ticket.id)?.rows ?? [];
    expect(last).toMatchObject({ actorKind: "customer", actorName: "Ann", changes: [{ field: "status", to: "open" }] });
    expect((await listNotices(agent, { first: 5 })).rows).toMatchObject([{ kind: "reply", actorName: "Ann" }]);
  });

  test("closes and opens again, once however often they press, and the agent is told", async () => {
    const ctx = testCtx(await open());
    const { ticket, agent, hers, limits } = await annAtHerTicket(ctx);
    for (const _ of [1, 2]) await closeInHub(hers, limits, ticket.id);
    expect(await ticketWith(ctx, ticket.id)).toMatchObject({
      status: TicketStatus.CLOSED,
      version: ticket.version + 1,
    });
    for (const _ of [1, 2]) await reopenInHub(hers, limits, ticket.id);
    expect(await ticketWith(ctx, ticket.id)).toMatchObject({ status: TicketStatus.OPEN, version: ticket.version + 2 });
    expect((await listNotices(agent, { first: 5 })).rows.map(({ kind }) => kind)).toEqual(["reopened", "closed"]);
  });

  test("makes one of a form that is sent twice, at one moment or later", async () => {
    const ctx = testCtx(await open());
    const { ticket, hers, limits } = await annAtHerTicket(ctx);
    const form = { subject: "Once", body: "Only once.", submissionKey: "form 1" };
    const numbers = await Promise.all([1, 2, 3].map(() => createHubTicket(hers, limits, form)));
    expect(new Set([...numbers, await createHubTicket(hers, limits, form)]).size).toBe(1);
    const reply = { number: ticket.id, body: "Once.", submissionKey: "form 2" };
    await Promise.all([1, 2].map(() => replyInHub(hers, limits, reply)));
    expect(await bodiesOf(ctx, ticket.id)).toEqual(["Please help.", "Once."]);
    // Another customer's form with the same key is another form.
    const bob = await aHubCustomer(ctx);
    const his = ctx.as({ kind: "customer", id: bob.id, name: "Bob" });
    expect(numbers).not.toContain(await createHubTicket(his, limits, form));
  });

  test("finds nothing of somebody else's: no ticket to answer, no file, no organisation to write for", async () => {
    const ctx = testCtx(await open());
    const { ticket, hers, limits } = await annAtHerTicket(ctx);
    const other = await aTicket(ctx, { organisationId: null });
    const stolen = await upload(ctx.as({ kind: "customer", id: 999_999, name: "Eve" }), "x");
    for (const number of [other.id, other.id + 1, 0]) {
      expect(await codeOf(replyInHub(hers, limits, { number, body: "Hello." }))).toBe("NOT_FOUND");
      expect(await codeOf(closeInHub(hers, limits, number))).toBe("NOT_FOUND");
      expect(await codeOf(reopenInHub(hers, limits, number))).toBe("NOT_FOUND");
    }
    expect(await bodiesOf(ctx, other.id)).toHaveLength(1);
    const reply = { number: ticket.id, body: "Mine.", uploadIds: [stolen] };
    expect(await problemsOf(replyInHub(hers, limits, reply))).toMatchObject([{ path: "uploadIds.0" }]);
    const before = await ctx.db.query("SELECT COUNT(*) AS n FROM tickets");
    for (const organisationId of [1, 0, 999_999])
      expect(await codeOf(createHubTicket(hers, limits, { subject: "x", body: "x", organisationId }))).toBe(
        "FORBIDDEN",
      );
    expect(await ctx.db.query("SELECT COUNT(*) AS n FROM tickets")).toEqual(before);
  });

  test("downloads the files of public messages on their tickets, and no other", async () => {
    const ctx = testCtx(await open());
    const { ticket, agent, hers } = await annAtHerTicket(ctx);
    const other = await aTicket(ctx);
    const attach = async (ticketId: number, isInternal: boolean) => {
      await addComment(agent, { ticketId, body: "File.", isInternal, uploadIds: [await upload(agent, "x")] });
      const [row] = await ctx.db.query("SELECT MAX(id) AS id FROM comment_attachments");
      return Number(row.id);
    };
    const [shown, noted, others] = [
      await attach(ticket.id, false),
      await attach(ticket.id, true),
      await attach(other.id, false),
    ];
    expect(await text((await openAttachment(hers, shown)).contents)).toBe("x");
    for (const id of [noted, others, others + 1]) expect(await codeOf(openAttachment(hers, id))).toBe("NOT_FOUND");
  });

  test("is slowed down who writes like a program", async () => {
    const ctx = testCtx(await open());
    const { ticket, hers, limits } = await annAtHerTicket(ctx);
    for (let count = 0; count < 60; count += 1) await closeInHub(hers, limits, ticket.id);
    expect(await problemsOf(closeInHub(hers, limits, ticket.id))).toMatchObject([{ code: "RATE_LIMITED" }]);
  });
});

test("nobody but a signed-in customer writes in the Hub", async () => {
  const ctx = {} as TestCtx;
  const limits = { take: () => Promise.reject(new Error("asked before the permission")) };
  for (const [actor, code] of [
    [{ kind: "nobody" }, "UNAUTHENTICATED"],
    [{ kind: "shutOut", id: 1, name: "Ann" }, "HUB_ACCESS_DISABLED"],
    [{ kind: "system", name: "job" }, "FORBIDDEN"],
  ] as const) {
    const who = { ...ctx, actor };
    expect(await codeOf(createHubTicket(who, limits, { subject: "x", body: "x" }))).toBe(code);
    expect(await codeOf(replyInHub(who, limits, { number: 1, body: "x" }))).toBe(code);
    expect(await codeOf(closeInHub(who, limits, 1))).toBe(code);
    expect(await codeOf(reopenInHub(who, limits, 1))).toBe(code);
  }
});

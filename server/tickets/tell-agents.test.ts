import { updateAgent } from "@/server/accounts/update-agent";
import { jobHandlers } from "@/server/job-handlers";
import { runNextJob } from "@/server/jobs/run-job";
import { anActorWith } from "@/server/testing/actors";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, aTicket } from "@/server/testing/tickets";
import { addComment, addReply } from "./add-comment";
import { countUnreadNotices, listNotices, readNotices } from "./list-notices";
import { NoticeKind } from "./notice.entity";
import { ownChoices, setNoticeChoices } from "./notice-choices";
import { updateTicket } from "./update-ticket";
import { watchTicket } from "./watch-ticket";

const SYSTEM = { kind: "system", name: "mail" } as const;

async function work(ctx: TestCtx): Promise<void> {
  while (await runNextJob(ctx, jobHandlers));
}

const kindsOf = async (ctx: TestCtx) => (await listNotices(ctx, { first: 50 })).rows.map(({ kind }) => kind);

async function mailedTo(ctx: TestCtx): Promise<number[]> {
  const rows: { agent_id: number }[] = await ctx.db.query(
    "SELECT agent_id FROM mails WHERE kind = 'ticketNotice' ORDER BY id",
  );
  return rows.map((row) => row.agent_id);
}

forEachDatabase("agents are told", (open) => {
  test("of a new ticket, all but the one who wrote it down, once however often the job runs", async () => {
    const ctx = testCtx(await open());
    const [ann, bob, carl] = [
      ctx.as(await aHiredAgent(ctx, "Ann")),
      ctx.as(await aHiredAgent(ctx, "Bob")),
      ctx.as(await aHiredAgent(ctx, "Carl")),
    ];
    const { id } = await aTicket(ann, { subject: "Printer" });
    await work(ctx);
    expect(await kindsOf(ann)).toEqual([]);
    expect((await listNotices(bob, { first: 5 })).rows).toMatchObject([
      { kind: "new_ticket", ticketId: id, ticketSubject: "Printer", actorName: "Ann", readAt: null },
    ]);
    expect(await kindsOf(carl)).toEqual(["new_ticket"]);
    expect(await mailedTo(ctx)).toEqual([]);
  });

  test("of what they are given and of answers on it, on the screen and by mail, but never of their own doing", async () => {
    const ctx = testCtx(await open());
    const [annActor, bobActor] = [await aHiredAgent(ctx, "Ann"), await aHiredAgent(ctx, "Bob")];
    const [ann, bob] = [ctx.as(annActor), ctx.as(bobActor)];
    const ticket = await aTicket(ann, { assigneeId: annActor.id });
    await work(ctx);
    expect(await kindsOf(ann)).toEqual([]);
    expect(await kindsOf(bob)).toEqual([]);

    await updateTicket(ann, { id: ticket.id, assigneeId: bobActor.id });
    await addComment(bob, { ticketId: ticket.id, body: "Mine now." });
    await addReply(ctx, { ticketId: ticket.id, customerId: ticket.reporterId, body: "Thanks." });
    await addComment(ann, { ticketId: ticket.id, body: "Good luck.", isInternal: true });
    expect(await kindsOf(ann)).toEqual([]);
    expect(await kindsOf(bob)).toEqual(["reply", "reply", "assigned"]);
    expect(await mailedTo(ctx)).toEqual([bobActor.id, bobActor.id, bobActor.id]);
  });

  test("all of them of a customer who writes on a ticket that nobody has, by the customer's name", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [ctx.as(await aHiredAgent(ctx, "Ann")), ctx.as(await aHiredAgent(ctx, "Bob"))];
    const { id, reporterId } = await aTicket(ctx.as(SYSTEM), { email: "cy@example.com", name: "Cy Young" });
    await work(ctx);
    await readNotices(ann);
    await setNoticeChoices(bob, [{ kind: NoticeKind.CAME_BACK, onScreen: false, byMail: false }]);
    await addReply(ctx.as(SYSTEM), { ticketId: id, customerId: reporterId, body: "Is anybody there?" });
    await addComment(bob, { ticketId: id, body: "Who takes it?", isInternal: true });
    await work(ctx);
    expect((await listNotices(ann, { first: 1 })).rows).toMatchObject([
      { kind: "came_back", ticketId: id, actorName: "Cy Young", readAt: null },
    ]);
    expect(await kindsOf(ann)).toEqual(["came_back", "new_ticket"]);
    expect(await kindsOf(bob)).toEqual(["new_ticket"]);
    expect(await mailedTo(ctx)).toEqual([]);
  });

  test("all of them of an answer on a ticket whose agent has left, or may not work on it any more", async () => {
    const ctx = testCtx(await open());
    const [ann, left, demoted] = [
      ctx.as(await aHiredAgent(ctx, "Ann")),
      await aHiredAgent(ctx, "Lee Left"),
      await aHiredAgent(ctx, "Dee Demoted"),
    ];
    const customer = { email: "cy@example.com", name: "Cy Young" };
    const ofLeft = await aTicket(ann, { ...customer, assigneeId: left.id });
    const ofDemoted = await aTicket(ann, { ...customer, assigneeId: demoted.id });
    await updateAgent(ctx.as(SYSTEM), { id: left.id, isActive: false });
    await updateAgent(ctx.as(SYSTEM), { id: demoted.id, role: "viewer" });

    const { reporterId } = ofLeft;
    for (const { id } of [ofLeft, ofDemoted])
      await addReply(ctx.as(SYSTEM), { ticketId: id, customerId: reporterId, body: "Is anybody there?" });
    await addComment(ann, { ticketId: ofLeft.id, body: "Who takes it?", isInternal: true });
    await work(ctx);
    expect((await listNotices(ann, { first: 5 })).rows).toMatchObject([
      { kind: "came_back", ticketId: ofDemoted.id, actorName: "Cy Young" },
      { kind: "came_back", ticketId: ofLeft.id, actorName: "Cy Young" },
    ]);
    expect(await kindsOf(ctx.as(left))).toEqual(["assigned"]);
  });

  test("as each of them chooses", async () => {
    const ctx = testCtx(await open());
    const [annActor, bobActor] = [await aHiredAgent(ctx, "Ann"), await aHiredAgent(ctx, "Bob")];
    const [ann, bob] = [ctx.as(annActor), ctx.as(bobActor)];
    await setNoticeChoices(ann, [
      { kind: NoticeKind.NEW_TICKET, onScreen: false, byMail: true },
      { kind: NoticeKind.ASSIGNED, onScreen: true, byMail: false },
    ]);
    await setNoticeChoices(bob, [{ kind: NoticeKind.NEW_TICKET, onScreen: false, byMail: false }]);
    expect(await ownChoices(ann)).toEqual([
      { kind: "new_ticket", onScreen: false, byMail: true },
      { kind: "assigned", onScreen: true, byMail: false },
      { kind: "reply", onScreen: true, byMail: true },
      { kind: "closed", onScreen: true, byMail: false },
      { kind: "reopened", onScreen: true, byMail: true },
      { kind: "came_back", onScreen: true, byMail: false },
    ]);
    const { id } = await aTicket(ctx.as(SYSTEM));
    await work(ctx);
    expect(await countUnreadNotices(ann)).toBe(0);
    expect(await kindsOf(bob)).toEqual([]);
    expect(await mailedTo(ctx)).toEqual([annActor.id]);
    await updateTicket(bob, { id, assigneeId: annActor.id });
    expect(await countUnreadNotices(ann)).toBe(1);
    expect(await mailedTo(ctx)).toEqual([annActor.id]);
  });

  test("not of a ticket that somebody took before the job came to it", async () => {
    const ctx = testCtx(await open());
    const [annActor, bobActor] = [await aHiredAgent(ctx, "Ann"), await aHiredAgent(ctx, "Bob")];
    const { id } = await aTicket(ctx.as(SYSTEM));
    await updateTicket(ctx.as(annActor), { id, assigneeId: annActor.id });
    await work(ctx);
    expect(await kindsOf(ctx.as(bobActor))).toEqual([]);
  });

  test("until they have seen it: by the list, or by opening the ticket; nobody else's notices change", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [ctx.as(await aHiredAgent(ctx, "Ann")), ctx.as(await aHiredAgent(ctx, "Bob"))];
    const desk = ctx.as(SYSTEM);
    const [one, two] = [await aTicket(desk), await aTicket(desk)];
    await work(ctx);
    expect(await countUnreadNotices(ann)).toBe(2);
    await watchTicket(ann, { ticketId: one.id, isWriting: false });
    expect(await countUnreadNotices(ann)).toBe(1);
    const [notice] = (await listNotices(ann, { first: 1 })).rows;
    expect(notice?.ticketId).toBe(two.id);
    await readNotices(bob, [notice?.id ?? 0]);
    expect(await countUnreadNotices(ann)).toBe(1);
    await readNotices(ann);
    expect(await countUnreadNotices(ann)).toBe(0);
    expect(await countUnreadNotices(bob)).toBe(2);
  });

  test("and nobody without the permission", async () => {
    const ctx = testCtx(await open());
    const stranger = ctx.as(anActorWith("customer.view"));
    await expect(listNotices(stranger, { first: 5 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(readNotices(stranger)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(setNoticeChoices(stranger, [])).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

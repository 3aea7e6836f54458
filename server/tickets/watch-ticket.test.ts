import { anActorWith } from "@/server/testing/actors";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, aTicket } from "@/server/testing/tickets";
import { addComment } from "./add-comment";
import { listComments } from "./ticket-parts";
import { colleaguesOn, PRESENCE_MS, watchTicket } from "./watch-ticket";

forEachDatabase("agents who have one ticket open", (open) => {
  test("see each other and who is writing, until they are not heard of any more", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [ctx.as(await aHiredAgent(ctx, "Ann")), ctx.as(await aHiredAgent(ctx, "Bob"))];
    const { id } = await aTicket(ctx);
    await watchTicket(ann, { ticketId: id, isWriting: false });
    await watchTicket(bob, { ticketId: id, isWriting: true });
    const seenBy = async (who: typeof ann) => (await colleaguesOn(who, [id])).get(id);
    expect(await seenBy(ann)).toMatchObject([{ name: "Bob", isWriting: true }]);
    expect(await seenBy(bob)).toMatchObject([{ name: "Ann", isWriting: false }]);
    ctx.clock.advance(PRESENCE_MS - 1);
    await watchTicket(bob, { ticketId: id, isWriting: false });
    expect(await seenBy(ann)).toMatchObject([{ name: "Bob", isWriting: false }]);
    ctx.clock.advance(1);
    expect(await seenBy(bob)).toEqual([]);
  });

  test("leave no trace of pages that were closed", async () => {
    const ctx = testCtx(await open());
    const ann = ctx.as(await aHiredAgent(ctx, "Ann"));
    for (const _ of [1, 2, 3]) {
      await watchTicket(ann, { ticketId: (await aTicket(ctx)).id, isWriting: false });
      ctx.clock.advance(PRESENCE_MS * 2);
    }
    expect(await ctx.db.query("SELECT ticket_id FROM ticket_presence")).toHaveLength(1);
  });

  test("need ticket.edit, and a ticket that is there", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    const viewer = ctx.as(anActorWith("ticket.view"));
    await expect(watchTicket(viewer, { ticketId: id, isWriting: false })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(watchTicket(ctx, { ticketId: 4711, isWriting: false })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("are told of what came while they wrote before theirs is written, but not of their own words", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [ctx.as(await aHiredAgent(ctx, "Ann")), ctx.as(await aHiredAgent(ctx, "Bob"))];
    const { id } = await aTicket(ctx);
    const commentIds = async () =>
      ((await listComments(ctx, { ticketIds: [id], first: 50 })).get(id)?.rows ?? []).map((row) => row.id);
    const [seen = 0] = await commentIds();
    await addComment(bob, { ticketId: id, body: "I take it.", isInternal: true });
    expect(await problemsOf(addComment(ann, { ticketId: id, body: "Hello.", lastSeenCommentId: seen }))).toMatchObject([
      { code: "CHANGED_MEANWHILE", message: expect.stringContaining("Bob added a note") },
    ]);
    await addComment(bob, { ticketId: id, body: "Hello.", lastSeenCommentId: seen });
    const newest = (await commentIds()).at(-1);
    await addComment(ann, { ticketId: id, body: "Hello too.", lastSeenCommentId: newest });
    expect(await commentIds()).toHaveLength(4);
  });

  test("who write at the same instant do not both get through unread", async () => {
    const ctx = testCtx(await open());
    const agents = [ctx.as(await aHiredAgent(ctx, "Ann")), ctx.as(await aHiredAgent(ctx, "Bob"))];
    const { id } = await aTicket(ctx);
    const [first] = (await listComments(ctx, { ticketIds: [id], first: 1 })).get(id)?.rows ?? [];
    const both = await Promise.allSettled(
      agents.map((agent) => addComment(agent, { ticketId: id, body: "Hello.", lastSeenCommentId: first?.id })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

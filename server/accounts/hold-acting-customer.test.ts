import { listCustomers } from "@/server/customers/list-customers";
import { mergeCustomers } from "@/server/customers/merging/merge-customers";
import { aCustomer, customerWith } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, HUB_PASSWORD } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { closeInHub, createHubTicket, reopenInHub, replyInHub } from "@/server/tickets/write-in-hub";
import { requestEmailChange } from "./change-email";
import { hubLimits } from "./hub-limits";
import { changeOwnPassword, updateOwnProfile } from "./hub-profile";
import { linkLimits } from "./sign-in-limits";

/** Everything that a customer writes in the Hub, by a request that was let in before. */
async function writes(ctx: TestCtx) {
  const { id } = await aHubCustomer(ctx, { firstName: "Ann" });
  const ticket = await aTicket(ctx, { reporterId: id });
  const hers = ctx.as({ kind: "customer", id, name: "Ann" });
  const limits = hubLimits(ctx.database);
  const links = linkLimits(ctx.database);
  const work: Record<string, () => Promise<unknown>> = {
    request: () => createHubTicket(hers, limits, { subject: "Help", body: "Please" }),
    reply: () => replyInHub(hers, limits, { number: ticket.id, body: "And then?" }),
    close: () => closeInHub(hers, limits, ticket.id),
    reopen: () => reopenInHub(hers, limits, ticket.id),
    profile: () => updateOwnProfile(hers, limits, { lastName: "Meanwhile" }),
    password: () =>
      changeOwnPassword(hers, limits, {
        oldPassword: HUB_PASSWORD,
        newPassword: "nine purple kettles",
        sessionId: "",
      }),
    email: () =>
      requestEmailChange(
        hers,
        { hub: limits, links },
        { email: "new@example.com", password: HUB_PASSWORD, address: `192.0.2.${Math.random()}` },
      ),
  };
  const outcomes = async () => {
    const said = new Set<unknown>();
    for (const one of Object.values(work))
      said.add(
        await one().then(
          () => "done",
          (error: { code?: string }) => error.code,
        ),
      );
    return [...said];
  };
  return { id, outcomes };
}

const rowsOf = async (ctx: TestCtx) =>
  Promise.all(
    ["tickets", "ticket_comments", "ticket_changes", "jobs", "activity_entries", "customer_logins"].map((table) =>
      ctx.db.query(`SELECT * FROM ${table} ORDER BY 1`),
    ),
  );

const meanwhile = async (ctx: TestCtx) => {
  const views = [true, false].map((isDeleted) =>
    listCustomers(ctx, { query: "meanwhile", filter: { isDeleted }, direction: "forward", size: 10 }),
  );
  return (await Promise.all(views)).flatMap(({ rows }) => rows);
};

forEachDatabase("a customer whose access ends while their request is on its way", (open) => {
  test("writes nothing any more, and is in no list again", async () => {
    const ctx = testCtx(await open());
    const ends: [string, string][] = [
      ["is_deleted = 1", "UNAUTHENTICATED"],
      ["is_blocked = 1", "UNAUTHENTICATED"],
      ["is_active = 0", "UNAUTHENTICATED"],
      ["hub_access = 0", "HUB_ACCESS_DISABLED"],
    ];
    for (const [change, code] of ends) {
      const { id, outcomes } = await writes(ctx);
      await ctx.database.writer.query(`UPDATE customers SET ${change} WHERE id = ?`, [id]);
      const before = await rowsOf(ctx);
      expect({ change, outcomes: await outcomes() }).toEqual({ change, outcomes: [code] });
      expect(await rowsOf(ctx)).toEqual(before);
      expect(await meanwhile(ctx)).toEqual([]);
    }
  });

  test("the same when they have just been merged into somebody: the signpost stays one", async () => {
    const ctx = testCtx(await open());
    const { id, outcomes } = await writes(ctx);
    await mergeCustomers(ctx, { keepId: (await aCustomer(ctx)).id, mergeId: id });
    const before = await customerWith(ctx, id);
    expect(await outcomes()).toEqual(["UNAUTHENTICATED"]);
    expect(await customerWith(ctx, id)).toEqual(before);
    expect(await meanwhile(ctx)).toEqual([]);
  });

  test("writes all of it as long as it does not", async () => {
    const ctx = testCtx(await open());
    const { outcomes } = await writes(ctx);
    expect(await outcomes()).toEqual(["done"]);
    expect(await meanwhile(ctx)).toHaveLength(1);
  });
});

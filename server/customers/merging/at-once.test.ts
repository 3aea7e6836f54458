import { deleteCustomers } from "@/server/customers/delete-customers";
import { forceResetPasswords } from "@/server/customers/force-reset";
import { updateCustomer } from "@/server/customers/save-customer";
import { UserError } from "@/server/errors";
import { importOfFile } from "@/server/imports/test-imports";
import { aCustomer, customerWith } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket, ticketWith } from "@/server/testing/tickets";
import { addComment } from "@/server/tickets/add-comment";
import { createTicket } from "@/server/tickets/create-ticket";
import { updateTicket } from "@/server/tickets/update-ticket";
import { mergeCustomers } from "./merge-customers";
import { brokenRules } from "./test-merges";
import { unmergeCustomers } from "./unmerge-customers";

const ROUNDS = 4;

/** What came of several things at once. What an agent could have been told is an outcome; anything else fails the test. */
async function outcomes(...work: Promise<unknown>[]): Promise<("done" | string)[]> {
  const settled = await Promise.allSettled(work);
  return settled.map((one) => {
    if (one.status === "fulfilled") return "done";
    if (one.reason instanceof UserError) return one.reason.message;
    throw one.reason;
  });
}

async function twoCustomers(ctx: TestCtx) {
  const [ann, bob] = [await aCustomer(ctx), await aCustomer(ctx)];
  for (const reporterId of [ann.id, bob.id, bob.id]) await aTicket(ctx, { reporterId });
  return { ann, bob };
}

forEachDatabase("a merge at the same moment as", (open) => {
  test("the same the other way round: one of the two happens", async () => {
    const ctx = testCtx(await open());
    for (let round = 0; round < ROUNDS; round += 1) {
      const { ann, bob } = await twoCustomers(ctx);
      const said = await outcomes(
        mergeCustomers(ctx, { keepId: ann.id, mergeId: bob.id }),
        mergeCustomers(ctx, { keepId: bob.id, mergeId: ann.id }),
      );
      expect(said.filter((one) => one === "done")).toHaveLength(1);
      expect(said.find((one) => one !== "done")).toMatch(/was merged into/);
      const both = [await customerWith(ctx, ann.id), await customerWith(ctx, bob.id)];
      expect(both.map(({ ticketsAll }) => ticketsAll).sort()).toEqual([0, 3]);
    }
    expect(await brokenRules(ctx)).toEqual([]);
  });

  test("others of the same customers: everybody leads straight to one who is left", async () => {
    const ctx = testCtx(await open());
    for (let round = 0; round < ROUNDS; round += 1) {
      const [a, b, c] = [await aCustomer(ctx), await aCustomer(ctx), await aCustomer(ctx)];
      for (const { id } of [a, b, c]) await aTicket(ctx, { reporterId: id });
      await outcomes(
        mergeCustomers(ctx, { keepId: b.id, mergeId: a.id }),
        mergeCustomers(ctx, { keepId: c.id, mergeId: b.id }),
        mergeCustomers(ctx, { keepId: a.id, mergeId: c.id }),
      );
      expect(await brokenRules(ctx)).toEqual([]);
    }
  });

  test("tickets of the merged one: each is the survivor's afterwards, and counted", async () => {
    const ctx = testCtx(await open());
    for (let round = 0; round < ROUNDS; round += 1) {
      const { ann, bob } = await twoCustomers(ctx);
      const own = await aTicket(ctx, { reporterId: bob.id });
      const write = (more: object) => createTicket(ctx, { subject: "Help", body: "Please", ...more });
      const tickets = Array.from({ length: 6 }, () => write({ email: bob.email }));
      const said = await outcomes(
        ...tickets.slice(0, 3),
        mergeCustomers(ctx, { keepId: ann.id, mergeId: bob.id }),
        ...tickets.slice(3),
        addComment(ctx, { ticketId: own.id, body: "Looking" }),
        updateTicket(ctx, { id: own.id, subject: "Still help" }),
      );
      expect(said).toEqual(Array(9).fill("done"));
      for (const id of await Promise.all(tickets)) expect((await ticketWith(ctx, id)).reporterId).toBe(ann.id);
      // An agent who had picked the merged one is told, or was first.
      const [, picked] = await outcomes(
        mergeCustomers(ctx, { keepId: (await aCustomer(ctx)).id, mergeId: ann.id }),
        write({ reporterId: ann.id }),
      );
      expect(picked).toMatch(/^done$|was merged into/);
    }
    expect(await brokenRules(ctx)).toEqual([]);
  });

  test("a deletion, a reset, an edit or an import of either: nothing is lost on the way", async () => {
    const ctx = testCtx(await open());
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const whom of ["ann", "bob"] as const) {
        const pair = await twoCustomers(ctx);
        const { id, email } = pair[whom];
        await outcomes(
          mergeCustomers(ctx, { keepId: pair.ann.id, mergeId: pair.bob.id }),
          [deleteCustomers, forceResetPasswords][round % 2]?.(ctx, { ids: [id] }) ?? Promise.resolve(),
          updateCustomer(ctx, { id, firstName: "New" }),
        );
        await outcomes(importOfFile(ctx, `email,last_name\n${email},Imported\n`));
        expect(await brokenRules(ctx)).toEqual([]);
      }
    }
    const [row]: { found: number | string }[] = await ctx.db.query("SELECT COUNT(*) AS found FROM tickets");
    expect(Number(row?.found)).toBe(ROUNDS * 2 * 3);
  });

  test("an import that changes the merged one by their address: the survivor is changed", async () => {
    const ctx = testCtx(await open());
    for (let round = 0; round < ROUNDS; round += 1) {
      const { ann, bob } = await twoCustomers(ctx);
      const said = await outcomes(
        importOfFile(ctx, `email,last_name\n${bob.email},Imported\n`),
        mergeCustomers(ctx, { keepId: ann.id, mergeId: bob.id }),
      );
      expect(said).toEqual(["done", "done"]);
      expect((await customerWith(ctx, ann.id)).lastName).toBe("Imported");
    }
    expect(await brokenRules(ctx)).toEqual([]);
  });

  test("taking it apart twice: one of the two does", async () => {
    const ctx = testCtx(await open());
    for (let round = 0; round < ROUNDS; round += 1) {
      const { ann, bob } = await twoCustomers(ctx);
      const id = await mergeCustomers(ctx, { keepId: ann.id, mergeId: bob.id });
      const said = await outcomes(
        unmergeCustomers(ctx, { id }),
        unmergeCustomers(ctx, { id }),
        createTicket(ctx, { email: bob.email, subject: "Help", body: "Please" }),
      );
      expect(said.slice(0, 2).filter((one) => one === "done")).toHaveLength(1);
      expect(said[2]).toBe("done");
    }
    expect(await brokenRules(ctx)).toEqual([]);
  });
});

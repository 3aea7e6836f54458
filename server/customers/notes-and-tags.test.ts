import { listActivity } from "@/server/activity/list-activity";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { aCustomer, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { addCustomerNote, deleteCustomerNote, listCustomerNotes, updateCustomerNote } from "./customer-notes";
import { changeCustomerTags, customerTagsOf } from "./customer-tags";
import { listCustomers } from "./list-customers";

const notesOf = async (ctx: TestCtx, id: number) =>
  (await listCustomerNotes(ctx, { customerIds: [id], first: 10 })).get(id)?.rows ?? [];
const tagsOf = async (ctx: TestCtx, id: number) => (await customerTagsOf(ctx, [id])).get(id);
const changesOf = async (ctx: TestCtx, customerId: number) =>
  (await listActivity(ctx, { customerId, first: 20 })).rows.map(({ action, changes }) => ({ action, changes }));

forEachDatabase("notes on a customer", (open) => {
  test("are several, with author and time, and the timeline tells of each", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin", { name: "Ada" }) });
    const ann = await aCustomer(ctx);
    await addCustomerNote(ctx, { customerId: ann.id, body: "  Calls on Mondays.\r\nNever before ten.  " });
    ctx.clock.advance(1000);
    await addCustomerNote(ctx.as(anAgent("agent", { id: 2, name: "Bob" })), { customerId: ann.id, body: "💥 is deaf" });
    expect(await notesOf(ctx, ann.id)).toMatchObject([
      { authorName: "Bob", authorId: 2, body: "💥 is deaf", createdAt: "2026-03-04 05:06:08.089" },
      { authorName: "Ada", body: "Calls on Mondays.\nNever before ten." },
    ]);
    expect((await changesOf(ctx, ann.id)).slice(0, 2)).toEqual([
      { action: "customer.noted", changes: [{ field: "note", from: null, to: "💥 is deaf" }] },
      {
        action: "customer.noted",
        changes: [{ field: "note", from: null, to: "Calls on Mondays. Never before ten." }],
      },
    ]);
  });

  test("are their author's to change and to remove, and nobody else's", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    await addCustomerNote(ctx, { customerId: ann.id, body: "Old" });
    const [note] = await notesOf(ctx, ann.id);
    const id = note?.id ?? 0;
    const bob = ctx.as(anAgent("admin", { id: 2, name: "Bob" }));
    await expect(updateCustomerNote(bob, { id, body: "Theirs" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(deleteCustomerNote(bob, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await updateCustomerNote(ctx, { id, body: "New" });
    expect(await notesOf(ctx, ann.id)).toMatchObject([{ body: "New" }]);
    await deleteCustomerNote(ctx, id);
    expect(await notesOf(ctx, ann.id)).toEqual([]);
    await expect(deleteCustomerNote(ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await changesOf(ctx, ann.id))[0]?.changes).toEqual([{ field: "note", from: "New", to: null }]);
  });

  test("that say nothing or too much are refused, and nobody without customer.edit writes one", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    const write = (body: string) => addCustomerNote(ctx, { customerId: ann.id, body });
    expect(await problemsOf(write(" \n "))).toMatchObject([{ path: "body", code: "REQUIRED" }]);
    expect(await problemsOf(write("x".repeat(10_001)))).toMatchObject([{ path: "body", code: "TOO_LARGE" }]);
    await expect(addCustomerNote(ctx, { customerId: 4711, body: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const viewer = ctx.as(anActorWith("customer.view"));
    await expect(addCustomerNote(viewer, { customerId: ann.id, body: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await notesOf(viewer, ann.id)).toEqual([]);
  });
});

forEachDatabase("tags on a customer", (open) => {
  test("are added and taken off whatever their case, and the timeline tells from what to what", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    await changeCustomerTags(ctx, { customerId: ann.id, add: ["VIP", "vip", "Zürich"] });
    expect(await tagsOf(ctx, ann.id)).toEqual(["VIP", "Zürich"]);
    await changeCustomerTags(ctx, { customerId: ann.id, add: ["new"], remove: ["ZURICH"] });
    expect(await tagsOf(ctx, ann.id)).toEqual(["new", "VIP"]);
    await changeCustomerTags(ctx, { customerId: ann.id, add: ["Vip"] });
    expect((await changesOf(ctx, ann.id)).slice(0, 2)).toEqual([
      { action: "customer.tagged", changes: [{ field: "tags", from: "VIP, Zürich", to: "VIP, new" }] },
      { action: "customer.tagged", changes: [{ field: "tags", from: null, to: "VIP, Zürich" }] },
    ]);
  });

  test("that two agents add at the same instant are both there", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    await Promise.all(["a", "b", "c", "d"].map((tag) => changeCustomerTags(ctx, { customerId: ann.id, add: [tag] })));
    expect(await tagsOf(ctx, ann.id)).toEqual(["a", "b", "c", "d"]);
  });

  test("are at most twenty, and need customer.edit", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    const many = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
    await changeCustomerTags(ctx, { customerId: ann.id, add: many });
    expect(await problemsOf(changeCustomerTags(ctx, { customerId: ann.id, add: ["more"] }))).toMatchObject([
      { code: "TOO_LARGE" },
    ]);
    const viewer = ctx.as(anActorWith("customer.view"));
    await expect(changeCustomerTags(viewer, { customerId: ann.id, add: ["x"] })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await tagsOf(ctx, ann.id)).toHaveLength(20);
  });

  test("filter the list, also together with a search", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aCustomer(ctx, { firstName: "Ann" }), await aCustomer(ctx, { firstName: "Bob" })];
    await aCustomer(ctx, { firstName: "Carl" });
    for (const { id } of [ann, bob]) await changeCustomerTags(ctx, { customerId: id, add: ["Größe"] });
    const found = async (query?: string) => {
      const view = { query, filter: { tag: "grösse" }, direction: "forward", size: 10 } as const;
      return (await listCustomers(ctx, view)).rows.map(({ row }) => row.firstName);
    };
    expect(await found()).toEqual(["Ann", "Bob"]);
    expect(await found("bob")).toEqual(["Bob"]);
  });
});

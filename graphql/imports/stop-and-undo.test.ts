import { testDesk } from "@/graphql/testing/desk";
import { ownersOf } from "@/server/customers/customer-row";
import { updateCustomer } from "@/server/customers/save-customer";
import { startImport } from "@/server/imports/start-import";
import { importOfFile, importWith, previewOfFile, runJobs } from "@/server/imports/test-imports";
import { forEachDatabase } from "@/server/testing/databases";

const UNDO = `mutation Undo($id: ID!) {
  undoImport(input: { importId: $id }) { import { id undo { removed finishedAt } } job { status } userErrors { path message } }
}`;
const CANCEL = `mutation Cancel($id: ID!) {
  cancelJob(input: { jobId: $id }) { import { status created } job { status } userErrors { path message } }
}`;
const LEFT = `query Left($id: ID!, $first: Int, $after: String) {
  import(id: $id) {
    undo { removed putBack left job { status } }
    undoLeftovers(first: $first, after: $after) {
      nodes { customerId field reason customer { displayName } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

forEachDatabase("imports over GraphQL", (open) => {
  test("are undone once, and what was touched since is read page by page", async () => {
    const desk = await testDesk(await open());
    const token = await desk.aToken("customer.import", "customer.view");
    const done = await importOfFile(desk.ctx, "email,first_name\na@x.example,A\nb@x.example,B\nc@x.example,C\n");
    desk.ctx.clock.advance(1000);
    for (const id of (await ownersOf(desk.ctx.db, "email", ["a@x.example", "b@x.example"])).values()) {
      await updateCustomer(desk.ctx, { id, lastName: "Edited" });
    }
    const id = String(done.id);

    const { data } = await desk.ask(token, UNDO, { id });
    expect(data).toEqual({
      undoImport: {
        import: { id, undo: { removed: 0, finishedAt: null } },
        job: { status: "QUEUED" },
        userErrors: [],
      },
    });
    await runJobs(desk.ctx);

    const first = (await desk.ask(token, LEFT, { id, first: 1 })).data.import;
    expect(first.undo).toEqual({ removed: 1, putBack: 0, left: 2, job: { status: "DONE" } });
    const { nodes, pageInfo } = first.undoLeftovers;
    expect(nodes).toMatchObject([{ field: "", customer: { displayName: "A Edited" } }]);
    const next = (await desk.ask(token, LEFT, { id, first: 1, after: pageInfo.endCursor })).data.import.undoLeftovers;
    expect(next).toMatchObject({
      nodes: [{ customer: { displayName: "B Edited" } }],
      pageInfo: { hasNextPage: false },
    });
    expect((await desk.ask(token, UNDO, { id })).data.undoImport.userErrors).toEqual([
      { path: ["importId"], message: "This import has been undone already." },
    ]);
  });

  test("are cancelled while they wait", async () => {
    const desk = await testDesk(await open());
    const token = await desk.aToken("customer.import");
    const { id } = await previewOfFile(desk.ctx, "email\na@x.example\n");
    await startImport(desk.ctx, { importId: id });
    const { jobId } = await importWith(desk.ctx, id);

    const { data } = await desk.ask(token, CANCEL, { id: String(jobId) });

    expect(data.cancelJob).toEqual({
      import: { status: "CANCELLED", created: 0 },
      job: { status: "CANCELLED" },
      userErrors: [],
    });
    const viewer = await desk.aToken("customer.view");
    const { errors } = await desk.ask(viewer, CANCEL, { id: String(jobId) });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });
});

import { testDesk } from "@/graphql/testing/desk";
import { hubLimits } from "@/server/accounts/hub-limits";
import { deleteCustomers, restoreCustomers } from "@/server/customers/delete-customers";
import { updateCustomer } from "@/server/customers/save-customer";
import { jobHandlers } from "@/server/job-handlers";
import { runNextJob } from "@/server/jobs/run-job";
import { grantOrganisationAccess } from "@/server/organisations/grant-access";
import { createOrganisation } from "@/server/organisations/organisations";
import { forEachDatabase } from "@/server/testing/databases";
import { aTicket } from "@/server/testing/tickets";
import { closeInHub, createHubTicket, replyInHub } from "@/server/tickets/write-in-hub";

/** Every place of the desk's API at which a customer's name stands for them. */
const DESK = `query ($id: ID!, $number: Int!, $jobId: ID!) {
  notices(first: 5) { nodes { kind actorName actorIsDeleted } }
  queue: tickets(first: 5, query: "printer") { nodes { reporterName reporterIsDeleted } }
  ticket(number: $number) {
    reporterName reporterIsDeleted
    reporter { deletedAt }
    comments { nodes { authorKind authorName authorIsDeleted } }
    history { nodes { actorKind actorName actorIsDeleted } }
  }
  customer(id: $id) { deletedAt activity(first: 20) { nodes { actorKind actorName actorIsDeleted } } mails { nodes { customer { deletedAt } } } }
  job(id: $jobId) { results(first: 5) { nodes { customer { displayName deletedAt } } } }
}`;
const HUB = `query ($number: Int!) {
  hubTicket(number: $number) { reporterName isReporterDeleted comments { nodes { authorKind authorName isAuthorDeleted } } }
}`;

interface Acted {
  actorKind: string;
  actorIsDeleted: boolean;
}

forEachDatabase("a customer who is deleted", (open) => {
  test("is told to be so wherever their name stands, and nowhere any more once they are restored", async () => {
    const desk = await testDesk(await open());
    const { ctx } = desk;
    const admin = await desk.anAgent("admin");
    const [agent]: { id: number }[] = await ctx.db.query("SELECT id FROM agents");
    const [ann, bob] = [await desk.aCustomer(), await desk.aCustomer()];
    const { id: organisationId } = await createOrganisation(ctx, { name: "Acme" });
    await updateCustomer(ctx, { id: ann.id, firstName: "Ann", lastName: "Smith" });
    await grantOrganisationAccess(ctx, { customerId: bob.id, organisationId });
    const { id: number } = await aTicket(ctx, {
      reporterId: ann.id,
      organisationId,
      subject: "Printer",
      assigneeId: agent?.id,
    });
    const hers = ctx.as({ kind: "customer", id: ann.id, name: "Ann Smith" });
    await replyInHub(hers, hubLimits(ctx.database), { number, body: "Any news?" });
    await createHubTicket(hers, hubLimits(ctx.database), { subject: "Another", body: "This is in her timeline." });
    await closeInHub(hers, hubLimits(ctx.database), number);

    const flags = async (jobId: number) => {
      const { data, errors } = await desk.ask(admin, DESK, { id: String(ann.id), number, jobId: String(jobId) });
      expect(errors).toBeUndefined();
      const hub = await desk.ask(bob, HUB, { number });
      expect(hub.errors).toBeUndefined();
      const [byHer, byHerToo] = [data.ticket.history.nodes, data.customer.activity.nodes].map((nodes: Acted[]) =>
        nodes.filter(({ actorKind }) => actorKind === "customer"),
      );
      const written = (nodes: { authorKind: string }[]) => nodes.filter(({ authorKind }) => authorKind === "CUSTOMER");
      return {
        notices: data.notices.nodes
          .filter(({ kind }: { kind: string }) => kind === "REPLY" || kind === "CLOSED")
          .map((notice: { actorIsDeleted: boolean }) => notice.actorIsDeleted),
        queue: data.queue.nodes[0].reporterIsDeleted,
        reporter: data.ticket.reporterIsDeleted,
        widget: data.ticket.reporter.deletedAt !== null,
        author: written(data.ticket.comments.nodes).map(
          (node) => (node as unknown as Acted & { authorIsDeleted: boolean }).authorIsDeleted,
        ),
        history: byHer?.map((node) => node.actorIsDeleted),
        timeline: byHerToo?.map((node) => node.actorIsDeleted),
        account: data.customer.deletedAt !== null,
        results: data.job.results.nodes[0].customer.deletedAt !== null,
        hubReporter: hub.data.hubTicket.isReporterDeleted,
        hubAuthor: written(hub.data.hubTicket.comments.nodes).map(
          (node) => (node as unknown as { isAuthorDeleted: boolean }).isAuthorDeleted,
        ),
      };
    };
    const all = (is: boolean) => ({
      notices: [is, is],
      queue: is,
      reporter: is,
      widget: is,
      author: [is],
      history: [is],
      timeline: [is, is],
      account: is,
      results: is,
      hubReporter: is,
      hubAuthor: [is],
    });

    const jobId = await deleteCustomers(ctx, { ids: [ann.id] });
    while (await runNextJob(ctx, jobHandlers));
    expect(await flags(jobId)).toMatchObject(all(true));
    await restoreCustomers(ctx, { ids: [ann.id] });
    while (await runNextJob(ctx, jobHandlers));
    expect(await flags(jobId)).toMatchObject(all(false));
  });
});

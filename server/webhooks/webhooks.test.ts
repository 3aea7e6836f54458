import { addCustomerNote } from "@/server/customers/customer-notes";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { forceResetPasswords } from "@/server/customers/force-reset";
import { customerJobs } from "@/server/customers/mass-actions/all-actions";
import { mergeCustomers } from "@/server/customers/merging/merge-customers";
import { updateCustomer } from "@/server/customers/save-customer";
import { inTransaction } from "@/server/db";
import { importOfFile, runJobs } from "@/server/imports/test-imports";
import { undoImport } from "@/server/imports/undo-import";
import { runNextJob } from "@/server/jobs/run-job";
import { aSignedInAgent } from "@/server/testing/agents";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer } from "@/server/testing/hub-customers";
import type { TestCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import {
  aWebhookTo,
  ctxWithReceiver,
  logOfWebhook,
  sendWebhooks,
  startWebhookReceiver,
  verified,
  type WebhookReceiver,
  withStatus,
} from "@/server/testing/webhook-receiver";
import { addComment } from "@/server/tickets/add-comment";
import { TicketStatus } from "@/server/tickets/ticket.entity";
import { updateTicket } from "@/server/tickets/update-ticket";
import { RETRY_AFTER_MS } from "./finish-attempt";
import { findWebhook } from "./list-webhooks";
import { deleteWebhook, updateWebhook } from "./save-webhook";
import { sendDeliveryAgain, sendTestWebhook } from "./send-webhook";

const DAY = 86_400_000;

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(() => receiver.close());

const aWebhook = (ctx: TestCtx, events?: readonly string[]) => aWebhookTo(ctx, receiver, events);

/** Sends what waits and gives what was received since the last time, as parsed. */
async function told(ctx: TestCtx, secret: string) {
  await sendWebhooks(ctx);
  return receiver.received.splice(0).map((request) => verified(request, secret));
}

function requestAt(index: number) {
  const request = receiver.received[index];
  if (!request) throw new Error(`Nothing was received at place ${index}.`);
  return request;
}

forEachDatabase("a webhook", (open) => {
  test("is told of what happens to customers, in order, with a signature that its secret made", async () => {
    const ctx = ctxWithReceiver(await open());
    const { secret } = await aWebhook(ctx);
    const ann = await aCustomer(ctx, { firstName: "Ann", email: "ann@example.com" });
    await updateCustomer(ctx, { id: ann.id, version: ann.version, lastName: "Lee" });
    const bea = await aCustomer(ctx, { firstName: "Bea" });
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: bea.id });
    await addCustomerNote(ctx, { customerId: ann.id, body: "pays late" });
    const events = await told(ctx, secret);
    expect(events.map(({ type }) => type)).toEqual([
      "customer.created",
      "customer.updated",
      "customer.created",
      "customer.merged",
    ]);
    expect(events[1]).toEqual({
      type: "customer.updated",
      timestamp: ctx.now().toISOString(),
      data: {
        actor: { kind: "agent", id: "1", name: "Agnes Agent" },
        customers: [
          {
            id: String(ann.id),
            name: "Ann Lee",
            email: "ann@example.com",
            mobile: null,
            mergedIntoId: null,
            changes: [{ field: "lastName", from: null, to: "Lee" }],
          },
        ],
      },
    });
    const merged = events[3].data.customers.map(({ id, mergedIntoId }: Record<string, string>) => [id, mergedIntoId]);
    expect(merged).toEqual([
      [String(ann.id), null],
      [String(bea.id), String(ann.id)],
    ]);
    expect(JSON.stringify(events)).not.toContain("pays late");
  });

  test("is told whom a forced reset has made inactive, whether or not they ever had a password", async () => {
    const ctx = ctxWithReceiver(await open());
    const ann = await aCustomer(ctx, { isActive: true });
    const bea = await aHubCustomer(ctx);
    const { secret } = await aWebhook(ctx, ["customer.updated"]);
    await forceResetPasswords(ctx, { ids: [ann.id, bea.id] });
    const events = await told(ctx, secret);
    const changes = [{ field: "isActive", from: "yes", to: "no" }];
    expect(events.flatMap(({ data }) => data.customers)).toMatchObject([
      { id: String(ann.id), changes },
      { id: String(bea.id), changes },
    ]);
  });

  test("is told of tickets and of what customers are written, and never of internal notes", async () => {
    const ctx = ctxWithReceiver(await open());
    const { secret } = await aWebhook(ctx, ["ticket.created", "ticket.updated", "comment.created"]);
    const { id: ticketId, reporterId } = await aTicket(ctx, { subject: "Printer" });
    await updateTicket(ctx, { id: ticketId, status: TicketStatus.PENDING });
    await addComment(ctx, { ticketId, body: "Have you tried?" });
    await addComment(ctx, { ticketId, body: "he never has", isInternal: true });
    const events = await told(ctx, secret);
    expect(events.map(({ type }) => type)).toEqual(["ticket.created", "ticket.updated", "comment.created"]);
    const ticket = { number: ticketId, subject: "Printer", reporterId: String(reporterId), assigneeId: null };
    expect(events[0].data.tickets).toMatchObject([{ ...ticket, status: "new", priority: "normal" }]);
    expect(events[1].data.tickets).toMatchObject([
      { ...ticket, status: "pending", changes: [{ field: "status", from: "new", to: "pending" }] },
    ]);
    expect(events[2].data.comments).toMatchObject([{ author: { kind: "agent" }, ticket }]);
    expect(JSON.stringify(events)).not.toMatch(/never has|tried/);
  });

  test("is told of nothing that was rolled back, that it did not ask for, or that happened while it was paused", async () => {
    const ctx = ctxWithReceiver(await open());
    const { id, secret } = await aWebhook(ctx, ["customer.deleted"]);
    await aCustomer(ctx);
    await updateWebhook(ctx, { id, events: ["customer.created"] });
    await expect(
      inTransaction(ctx, async (tx) => {
        await aCustomer({ ...ctx, ...tx });
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await updateWebhook(ctx, { id, isPaused: true });
    await aCustomer(ctx);
    await updateWebhook(ctx, { id, isPaused: false });
    const { id: customerId } = await aCustomer(ctx);
    expect(await told(ctx, secret)).toMatchObject([{ data: { customers: [{ id: String(customerId) }] } }]);
  });

  test("is told of a mass action a hundred customers at a time, with its job", async () => {
    const ctx = ctxWithReceiver(await open());
    const ids = [];
    for (let index = 0; index < 120; index += 1) ids.push((await aCustomer(ctx)).id);
    const { secret } = await aWebhook(ctx, ["customer.deleted"]);
    const jobId = await deleteCustomers(ctx, { ids });
    while (await runNextJob(ctx, customerJobs));
    const events = await told(ctx, secret);
    const lists = events.map(({ data }) => data.customers);
    expect(lists.every((list) => list.length <= 100)).toBe(true);
    expect(lists.length).toBeLessThan(12);
    expect(lists.flat().map(({ id }: { id: string }) => Number(id))).toEqual(ids);
    expect(events[0].data).toMatchObject({ jobId: String(jobId), actor: { kind: "agent" } });
  });

  test("is told of an import, and of its undo, by whom it was made", async () => {
    const ctx = ctxWithReceiver(await open());
    const { secret } = await aWebhook(ctx, ["customer.created", "customer.deleted"]);
    const { id: importId } = await importOfFile(ctx, "email\nann@import.example\nbea@import.example\n");
    await undoImport(ctx, { importId });
    await runJobs(ctx);
    const events = await told(ctx, secret);
    expect(events.map(({ type, data }) => [type, data.importId, data.customers.length])).toEqual([
      ["customer.created", String(importId), 2],
      ["customer.deleted", String(importId), 2],
    ]);
    expect(events[1].data.customers[0].email).toBe("ann@import.example");
  });

  test("costs a change nothing while there is none", async () => {
    const ctx = ctxWithReceiver(await open());
    const change = () => aCustomer(ctx);
    await change();
    const without = await countStatements(ctx.database, change);
    const { id } = await aWebhook(ctx, ["ticket.created"]);
    await deleteWebhook(ctx, { id });
    await change();
    expect(await countStatements(ctx.database, change)).toBe(without);
  });
});

forEachDatabase("a receiver that does not answer with success", (open) => {
  test("gets the same again after a growing while, and nothing else meanwhile", async () => {
    const ctx = ctxWithReceiver(await open());
    const { id, secret } = await aWebhook(ctx, ["customer.created"]);
    receiver.answerNext(withStatus(500, "Oh no"), (response) => response.destroy());
    const ann = await aCustomer(ctx);
    await aCustomer(ctx);
    await sendWebhooks(ctx);
    expect(receiver.received).toHaveLength(1);
    expect((await findWebhook(ctx, id)).waitsUntil).toEqual(new Date(ctx.now().getTime() + 5000));
    ctx.clock.advance(5000);
    await sendWebhooks(ctx);
    ctx.clock.advance(60_000);
    await sendWebhooks(ctx);
    const [first, second, third, ...more] = receiver.received;
    expect([second?.id, third?.id, second?.body]).toEqual([first?.id, first?.id, first?.body]);
    expect(more).toHaveLength(1);
    expect(verified(requestAt(0), secret).data.customers[0].id).toBe(String(ann.id));
    const [, delivery] = await logOfWebhook(ctx, id);
    expect(delivery).toMatchObject({ status: "delivered", nextAt: null, type: "customer.created" });
    expect(delivery?.attempts).toMatchObject([
      { status: 204, problem: null },
      { status: null, problem: "The connection was cut." },
      { status: 500, problem: "It answered 500.", response: "Oh no" },
    ]);
  });

  test("and refuses one event, gets the others, and that one again later", async () => {
    const ctx = ctxWithReceiver(await open());
    const { id } = await aWebhook(ctx, ["customer.created"]);
    receiver.answerNext(withStatus(422));
    await aCustomer(ctx);
    await aCustomer(ctx);
    await sendWebhooks(ctx);
    expect((await logOfWebhook(ctx, id)).map(({ status }) => status)).toEqual(["delivered", "waiting"]);
    ctx.clock.advance(5000);
    await sendWebhooks(ctx);
    expect((await logOfWebhook(ctx, id)).map(({ status }) => status)).toEqual(["delivered", "delivered"]);
  });

  test("for a day is given up, which the audit and a mail to the admins tell; resumed it gets what was kept for it", async () => {
    const ctx = ctxWithReceiver(await open());
    const ada = await aSignedInAgent(ctx, "admin");
    await aSignedInAgent(ctx, "agent");
    const { id } = await aWebhook(ctx, ["customer.created"]);
    receiver.answerNext(...Array(9).fill(withStatus(503)));
    await aCustomer(ctx);
    await aCustomer(ctx);
    for (const wait of [0, ...RETRY_AFTER_MS]) {
      ctx.clock.advance(wait);
      await sendWebhooks(ctx);
    }
    expect(receiver.received).toHaveLength(9);
    expect(await findWebhook(ctx, id)).toMatchObject({
      state: "disabled",
      stateReason: "Nothing came through in 9 tries over a day. Last: It answered 503.",
    });
    const audited = await ctx.db.query("SELECT action FROM audit_entries ORDER BY id DESC LIMIT 1");
    expect(audited).toEqual([{ action: "webhook.disabled" }]);
    const mails = await ctx.db.query("SELECT agent_id FROM mails WHERE kind = 'webhookDisabled'");
    expect(mails).toEqual([{ agent_id: ada.id }]);
    expect(await problemsOf(sendTestWebhook(ctx, { id }))).toMatchObject([{ path: "id" }]);
    await updateWebhook(ctx, { id, isPaused: false });
    await sendWebhooks(ctx);
    const log = await logOfWebhook(ctx, id);
    expect(log.map(({ status }) => status)).toEqual(["delivered", "failed"]);
    await sendDeliveryAgain(ctx, { id: log[1]?.id ?? 0 });
    await sendWebhooks(ctx);
    expect((await logOfWebhook(ctx, id)).map(({ status }) => status)).toEqual(["delivered", "delivered"]);
    expect(receiver.received.at(-1)?.id).toBe(receiver.received[0]?.id);
  });

  test("but with 410 gets nothing any more", async () => {
    const ctx = ctxWithReceiver(await open());
    const { id } = await aWebhook(ctx, ["customer.created"]);
    receiver.answerNext(withStatus(410));
    await aCustomer(ctx);
    await aCustomer(ctx);
    await sendWebhooks(ctx);
    ctx.clock.advance(DAY);
    await sendWebhooks(ctx);
    expect(receiver.received).toHaveLength(1);
    expect(await findWebhook(ctx, id)).toMatchObject({ state: "disabled" });
  });
});

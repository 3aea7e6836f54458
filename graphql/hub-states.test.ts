import { registerCustomer } from "@/server/accounts/register-customer";
import { renewLink, requestConfirmation, requestPasswordReset } from "@/server/accounts/request-link";
import { confirmEmail, setPassword } from "@/server/accounts/set-password";
import { linkLimits, requestLimits } from "@/server/accounts/sign-in-limits";
import { listCustomers } from "@/server/customers/list-customers";
import { sendRequest } from "@/server/mail/incoming/send-request";
import { NOBODY } from "@/server/permissions";
import { customerWith } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aToken, HUB_PASSWORD, mailsTo, workOff } from "@/server/testing/hub-customers";
import { aMail, come } from "@/server/testing/mails";
import { aTicket } from "@/server/testing/tickets";
import { addComment } from "@/server/tickets/add-comment";
import type { Caller } from "./caller";
import { type TestDesk, testDesk } from "./testing/desk";
import { lineOf, SINGLE_STATES, STATES, type State } from "./testing/hub-state-table";
import {
  agentCookie,
  agentsFiles,
  byFiles,
  byGraphQL,
  byPages,
  everyWay,
  furnishHub,
  hubCookie,
  SECRET,
} from "./testing/hub-ways";

/** Puts a customer into a state as if by itself, so that what they held before is still there. */
async function bring({ ctx }: TestDesk, id: number, { isActive, hubAccess, isBlocked, isDeleted }: State) {
  await ctx.database.writer.query(
    "UPDATE customers SET is_active = ?, hub_access = ?, is_blocked = ?, is_deleted = ?, deleted_at = ? WHERE id = ?",
    [...[isActive, hubAccess, isBlocked, isDeleted].map(Number), isDeleted ? "2026-01-01 00:00:00.000" : null, id],
  );
}

async function stateOf({ ctx }: TestDesk, id: number): Promise<State> {
  const { isActive, hubAccess, isBlocked, isDeleted } = await customerWith(ctx, id);
  return { isActive, hubAccess, isBlocked, isDeleted };
}

forEachDatabase("each state of a customer", (open) => {
  test("lets them in, and their links work, as the table of states has it", async () => {
    const desk = await testDesk(await open());
    for (const state of STATES) {
      const { signIn, link } = lineOf(state);
      const happened = await byCredentials(desk, state);
      // Nothing that a customer does lifts Hub-off, Blocked or Deleted.
      const after = { ...state, isActive: state.isActive || link === "done" };
      expect({ state, ...happened }).toEqual({ state, right: signIn, wrong: "refused", link, confirmed: link, after });
    }
  });

  test("gets mails with links only when they open something", async () => {
    const desk = await testDesk(await open());
    for (const state of Object.values(SINGLE_STATES)) {
      const { isActive, hubAccess } = state;
      const isShut = state.isBlocked || state.isDeleted;
      expect({ state, mails: await byAsking(desk, state) }).toEqual({
        state,
        mails: {
          forgotten: isShut ? [] : ["resetLink"],
          // None where it would open nothing.
          confirmation: isShut || isActive || !hubAccess ? [] : ["confirmEmail"],
          renewed: isShut ? ["refused"] : ["resetLink"],
          registered: isShut || !hubAccess ? [] : ["resetLink"],
        },
      });
    }
  });

  test("opens each page, action, query and file of the Hub to who was signed in, or none at all", async () => {
    const desk = await testDesk(await open());
    const customer = await desk.aCustomer();
    const world = await furnishHub(desk, customer.id);
    const cookie = await hubCookie(desk, customer.claims);
    for (const state of STATES) {
      await bring(desk, customer.id, state);
      const { session, files } = lineOf(state);
      expect({
        state,
        pages: await byPages(desk, customer, world),
        graphQL: await byGraphQL(desk, cookie, world),
        files: await byFiles(desk, cookie, world),
      }).toEqual({
        state,
        pages: everyWay(session),
        graphQL: everyWay(session),
        files: [files, files, files === 200 ? 201 : files],
      });
    }
  });

  test("opens nothing to anybody else, and takes nothing from those who answer", async () => {
    const desk = await testDesk(await open());
    const [other, agent] = [await desk.aCustomer(), await desk.anAgent("agent")];
    const token = await desk.aToken("ticket.view", "customer.view");
    const bearer = { authorization: `Bearer ${token.token}` };
    const others = await hubCookie(desk, other.claims);
    const agents = await agentCookie(desk, agent.claims);
    const TICKET = "query ($number: Int!) { ticket(number: $number) { subject reporterIsDeleted } }";
    const customer = await desk.aCustomer();
    const world = await furnishHub(desk, customer.id);
    for (const state of Object.values(SINGLE_STATES)) {
      await bring(desk, customer.id, state);
      expect(await byPages(desk, agent, world)).toEqual({ ...everyWay("FORBIDDEN"), "who they are": "done" });
      expect(await byGraphQL(desk, bearer, world)).toEqual({ ...everyWay("FORBIDDEN"), "who they are": "done" });
      expect(await byGraphQL(desk, {}, world)).toEqual(everyWay("UNAUTHENTICATED"));
      expect(await byFiles(desk, {}, world)).toEqual([401, 401, 401]);
      expect(await byFiles(desk, others, world)).toEqual([404, 404, 201]);
      // Agents have the files as agents, never in the customer's place.
      expect(await byFiles(desk, agents, world)).toEqual([401, 401, 401]);
      for (const headers of [agents, bearer]) expect(await agentsFiles(desk, headers, world)).toEqual([200, 200]);
      const theirs = await byPages(desk, other, world);
      for (const way of ["their ticket", "an organisation's ticket", "the tabs of organisations", "their search"])
        expect(theirs[way]).toBe("nothing");
      for (const way of ["an organisation's list", "a reply", "a reply to an organisation's", "closing", "reopening"])
        expect(theirs[way]).toBe("NOT_FOUND");
      expect(theirs["a new request for an organisation"]).toBe("FORBIDDEN");
      for (const caller of [agent, token])
        expect((await desk.ask(caller, TICKET, { number: world.own })).data.ticket).toEqual({
          subject: SECRET,
          reporterIsDeleted: state.isDeleted,
        });
    }
  });

  test("decides over what they send, the answers they get, and where their name stands", async () => {
    const desk = await testDesk(await open());
    const callers = { agent: await desk.anAgent("agent"), program: await desk.aToken("ticket.create") };
    for (const state of STATES) {
      const { sends, written, answer } = lineOf(state);
      const { isBlocked, isDeleted } = state;
      // A deleted customer who writes is back and has to confirm again; nobody unblocks themselves.
      const comesBack = isDeleted && !isBlocked;
      expect({ state, ...(await byTickets(desk, callers, state)) }).toEqual({
        state,
        answer,
        listed: [isDeleted ? "Deleted" : "Active"],
        mail: sends,
        form: sends,
        api: sends,
        written,
        after: { ...state, isDeleted: isDeleted && isBlocked, isActive: state.isActive && !comesBack },
      });
    }
  });
});

/** What a password and the links in their mailbox are worth. */
async function byCredentials(desk: TestDesk, state: State) {
  const { ctx, helpdesk } = desk;
  const customer = await desk.aCustomer();
  const asked = { email: customer.email, address: `192.0.2.${customer.id}` };
  const token = await aToken(ctx, customer.id);
  await bring(desk, customer.id, state);
  const signIn = async (password: string) => (await helpdesk.hub.signIn({ ...asked, password }))?.kind ?? "refused";
  const [right, wrong] = [await signIn(HUB_PASSWORD), await signIn("not the password")];
  const link = await outcome(setPassword(ctx.as(NOBODY), { token, password: "nine purple kettles" }));
  const confirming = await aToken(ctx, customer.id, "confirm");
  const limits = linkLimits(ctx.database);
  const confirmed = await outcome(confirmEmail(ctx.as(NOBODY), limits, { token: confirming, address: asked.address }));
  return { right, wrong, link, confirmed, after: await stateOf(desk, customer.id) };
}

const outcome = (work: Promise<unknown>): Promise<string> => work.then(() => "done").catch(() => "refused");

/** The mails that come of asking for them, by everybody who knows the address. */
async function byAsking(desk: TestDesk, state: State) {
  const { ctx } = desk;
  const customer = await desk.aCustomer();
  await bring(desk, customer.id, state);
  const nobody = ctx.as(NOBODY);
  const limits = linkLimits(ctx.database);
  const asked = { email: customer.email, address: `192.0.2.${customer.id}` };
  let known = 0;
  const newMails = async (work: Promise<void>): Promise<string[]> => {
    if ((await outcome(work)) === "refused") return ["refused"];
    await workOff(ctx);
    const mails = (await mailsTo(ctx, customer.id)).filter(({ status }) => status === "queued");
    const added = mails.slice(known).map(({ kind }) => kind);
    known = mails.length;
    return added;
  };
  return {
    forgotten: await newMails(requestPasswordReset(nobody, limits, asked)),
    confirmation: await newMails(requestConfirmation(nobody, limits, asked)),
    renewed: await newMails(
      renewLink(nobody, limits, { token: await aToken(ctx, customer.id), address: asked.address }),
    ),
    registered: await newMails(
      registerCustomer(nobody, limits, { ...asked, firstName: "", lastName: "", password: "nine purple kettles" }),
    ),
  };
}

/** What they write, and what is written to them and for them. */
async function byTickets(
  desk: TestDesk,
  { agent, program }: Record<"agent" | "program", Caller>,
  state: State,
): Promise<object> {
  const { ctx } = desk;
  const customer = await desk.aCustomer();
  const ticket = await aTicket(ctx, { reporterId: customer.id });
  await bring(desk, customer.id, state);
  await addComment(ctx, { ticketId: ticket.id, body: "An answer.", isInternal: false });
  const answer = (await mailsTo(ctx, customer.id)).findLast(({ kind }) => kind === "ticketReply")?.status;
  const listed = await listsOf(desk, customer.id);
  const written = await byCreateTicket(desk, agent, { reporterId: String(customer.id) });
  expect(await stateOf(desk, customer.id)).toEqual(state);
  const after: State[] = [];
  const from = async <T>(send: () => Promise<T>): Promise<T> => {
    await bring(desk, customer.id, state);
    const sent = await send();
    after.push(await stateOf(desk, customer.id));
    return sent;
  };
  const api = await from(() => byCreateTicket(desk, program, { email: customer.email }));
  const mail = await from(async () => (await come(ctx, aMail({ from: customer.email }))).at(-1)?.status);
  const form = await from(() => byForm(desk, customer));
  // By whatever way it came.
  for (const one of after) expect(one).toEqual(after[0]);
  return { answer, listed, mail, form, api, written, after: after[0] };
}

/** The public form answers everybody alike; what becomes of it is another thing. */
async function byForm({ ctx }: TestDesk, { id, email }: { id: number; email: string }) {
  const input = { email, subject: "A", body: "B", address: `192.0.2.${id}` };
  expect(await sendRequest(ctx.as(NOBODY), requestLimits(ctx.database), input)).toBeUndefined();
  return (await come(ctx)).at(-1)?.status;
}

async function byCreateTicket(desk: TestDesk, caller: Caller, from: Record<string, string>): Promise<string> {
  const CREATE = `mutation ($input: CreateTicketInput!) { createTicket(input: $input) {
    number isInQuarantine userErrors { path } } }`;
  const { data, errors } = await desk.ask(caller, CREATE, { input: { ...from, subject: "A", body: "B" } });
  if (errors) return String(errors[0]?.extensions?.code);
  const { number, isInQuarantine, userErrors } = data.createTicket;
  if (userErrors.length > 0) return userErrors[0].path[0] === "reporterId" ? "refused" : JSON.stringify(userErrors);
  return number ? "ticket" : isInQuarantine && (await come(desk.ctx)).at(-1)?.status;
}

/** Which of the two lists a customer is in. */
async function listsOf({ ctx }: TestDesk, id: number): Promise<string[]> {
  const lists: string[] = [];
  for (const isDeleted of [true, false]) {
    const { rows } = await listCustomers(ctx, { filter: { isDeleted }, direction: "forward", size: 100 });
    if (rows.some(({ row }) => row.id === id)) lists.push(isDeleted ? "Deleted" : "Active");
  }
  return lists;
}

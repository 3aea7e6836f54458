import { encode } from "next-auth/jwt";
import { requestPasswordReset } from "@/server/accounts/request-link";
import { setPassword } from "@/server/accounts/set-password";
import { linkLimits } from "@/server/accounts/sign-in-limits";
import { NOBODY } from "@/server/permissions";
import { customerWith } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aToken, HUB_PASSWORD, mailsTo, workOff } from "@/server/testing/hub-customers";
import { aTicket } from "@/server/testing/tickets";
import { hubCookieName } from "./hub-realm";
import { type Answer, type TestDesk, testDesk } from "./testing/desk";

// Every state signs in and sets passwords, on a machine that may be busy.
jest.setTimeout(120_000);

interface State {
  isActive: boolean;
  hubAccess: boolean;
  isBlocked: boolean;
  isDeleted: boolean;
}

const either = [true, false];
/** The states are independent, so all of their combinations are there. */
const STATES: State[] = either.flatMap((isActive) =>
  either.flatMap((hubAccess) =>
    either.flatMap((isBlocked) => either.map((isDeleted) => ({ isActive, hubAccess, isBlocked, isDeleted }))),
  ),
);

/** PRODUCT section 2: the strictest wins. */
function expected({ isActive, hubAccess, isBlocked, isDeleted }: State) {
  if (isDeleted || isBlocked)
    return { signIn: "refused", session: "UNAUTHENTICATED", link: "refused", mails: [] as string[] };
  const mayLink = { link: "set", mails: ["resetLink"] };
  if (!hubAccess) return { signIn: "signedIn", session: "HUB_ACCESS_DISABLED", ...mayLink };
  if (!isActive) return { signIn: "unconfirmed", session: "UNAUTHENTICATED", ...mayLink };
  return { signIn: "signedIn", session: "sees their ticket", ...mayLink };
}

const TICKETS = "{ hubTickets { nodes { subject } } }";

function seen({ data, errors }: Answer): string {
  const subjects = data?.hubTickets?.nodes.map((node: { subject: string }) => node.subject) ?? [];
  return subjects.includes("Mine") ? "sees their ticket" : String(errors?.[0]?.extensions?.code);
}

async function overHttp(desk: TestDesk, cookie: string): Promise<Answer> {
  const request = new Request("http://localhost:3000/api/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify({ query: TICKETS }),
  });
  return (await desk.helpdesk.handleGraphQL(request)).json() as Promise<Answer>;
}

forEachDatabase("each state of a customer", (open) => {
  test("lets them in, and their links work, as the table of states has it", async () => {
    const desk = await testDesk(await open());
    for (const state of STATES) {
      const happened = await whatHappens(desk, state);
      const wanted = expected(state);
      // Nothing that a customer does lifts Hub-off, Blocked or Deleted.
      const after = { ...state, isActive: state.isActive || wanted.link === "set" };
      expect({ state, ...happened }).toEqual({ state, ...wanted, overHttp: wanted.session, wrong: "refused", after });
    }
  });
});

/** Every way in, tried by a customer who had a session, a link and a ticket before they came into this state. */
async function whatHappens(desk: TestDesk, state: State) {
  const { ctx, helpdesk } = desk;
  const customer = await desk.aCustomer();
  await aTicket(ctx, { reporterId: customer.id, subject: "Mine" });
  const linkToken = await aToken(ctx, customer.id);
  const flags = [state.isActive, state.hubAccess, state.isBlocked, state.isDeleted].map(Number);
  await ctx.database.writer.query(
    "UPDATE customers SET is_active = ?, hub_access = ?, is_blocked = ?, is_deleted = ? WHERE id = ?",
    [...flags, customer.id],
  );
  const token = await encode({ token: { ...customer.claims }, secret: helpdesk.hub.secret });
  const cookie = `${hubCookieName(helpdesk.config)}=${token}`;
  const asked = { email: customer.email, address: `192.0.2.${customer.id}` };
  const signIn = async (password: string) => (await helpdesk.hub.signIn({ ...asked, password }))?.kind ?? "refused";

  // Pages and server actions run in process, GraphQL comes with the cookie.
  const session = seen(await desk.ask(customer, TICKETS));
  const http = seen(await overHttp(desk, cookie));
  const [right, wrong] = [await signIn(HUB_PASSWORD), await signIn("not the password")];
  const set = setPassword(ctx.as(NOBODY), { token: linkToken, password: "nine purple kettles" });
  const link = await set.then(() => "set").catch(() => "refused");
  await requestPasswordReset(ctx.as(NOBODY), linkLimits(ctx.database), asked);
  await workOff(ctx);
  const mails = (await mailsTo(ctx, customer.id)).map((mail) => mail.kind);
  const { isActive, hubAccess, isBlocked, isDeleted } = await customerWith(ctx, customer.id);
  const after = { isActive, hubAccess, isBlocked, isDeleted };
  return { signIn: right, wrong, session, overHttp: http, link, mails, after };
}

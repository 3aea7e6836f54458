import { createOrganisation } from "@/server/organisations/organisations";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type Answer, type TestDesk, testDesk } from "./testing/desk";
import { operationsOf } from "./testing/walk-schema";

const HOSTILE = [
  "",
  "   ",
  "\0",
  "a\0b",
  "\ud800",
  "a\udfffb",
  "<script>alert(1)</script>",
  "ann@example.com\r\nBcc: everyone@example.com",
  "'; DROP TABLE customers; -- \\",
  "%_",
  "\u202Egpj.exe",
  "__proto__",
  "../../etc/passwd",
  "9".repeat(400),
  "9999999999",
  "2147483648",
  "-1",
  "💥".repeat(150),
  Buffer.from(JSON.stringify(["name", "\ud800", 1])).toString("base64url"),
];
const HUGE = "x".repeat(1_000_000);

/** NUL and halves of characters: text that one database refuses and another garbles. */
const BROKEN = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const TOLD = ["BAD_USER_INPUT", "NOT_FOUND"];

/** What is for customers who are signed in to the Hub; an organisation that is not theirs is FORBIDDEN, whether there is one or not. */
const isForCustomers = (name: string) => /hub(Ticket|Profile|Password|Organisation|EmailChange)/i.test(name);
const toldAt = (path: string) => (/HubTicket.*organisationId/.test(path) ? [...TOLD, "FORBIDDEN"] : TOLD);

/** Whether such text was taken in. What is wrong with it may be quoted to whoever sent it. */
function keptBroken({ data }: Answer): boolean {
  const kept = JSON.stringify(data, (key, value) => (key === "userErrors" ? undefined : value));
  return BROKEN.test(kept) || /\\u(0000|d[89a-f])/i.test(kept);
}

/** What the caller is told, as codes; empty when the input was taken. */
function problemsOf({ data, errors }: Answer): unknown[] {
  const payloads = Object.values(data ?? {}) as ({ userErrors?: { code: string }[] } | null)[];
  const userErrors = payloads.flatMap((payload) => payload?.userErrors ?? []);
  return [...(errors ?? []).map((error) => error.extensions?.code), ...userErrors.map((error) => error.code)];
}

async function furnished(open: () => Promise<Parameters<typeof testDesk>[0]>): Promise<TestDesk> {
  const desk = await testDesk(await open());
  await createOrganisation(desk.ctx, { name: "Acme" });
  await aCustomer(desk.ctx, { firstName: "Ann", attributes: [{ name: "role", value: "Buyer" }] });
  return desk;
}

forEachDatabase("text of every kind in every field", (open) => {
  test("a mutation takes it or says what is wrong with it, never more", async () => {
    const desk = await furnished(open);
    const admin = await desk.anAgent("admin");
    for (const { name, document, texts } of operationsOf(desk.helpdesk.schema, "mutation")) {
      for (const { path, with: variablesWith } of texts) {
        // Another one each time: what customers write is limited.
        const caller = isForCustomers(name) ? await desk.aCustomer() : admin;
        for (const text of HOSTILE) {
          const answer = await desk.ask(caller, document, variablesWith(text));
          const told = toldAt(path);
          const untold = (answer.errors ?? []).filter((error) => !told.includes(String(error.extensions?.code)));
          expect([path, text, untold]).toEqual([path, text, []]);
          expect([path, text, keptBroken(answer)]).toEqual([path, text, false]);
        }
      }
    }
  });

  test("a megabyte is too much for any of them, and an id of that length is nobody's", async () => {
    const desk = await furnished(open);
    const admin = await desk.anAgent("admin");
    const customer = await desk.aCustomer();
    for (const { name, document, texts } of operationsOf(desk.helpdesk.schema, "mutation")) {
      const caller = isForCustomers(name) ? customer : admin;
      for (const { path, isId, with: variablesWith } of texts) {
        const problems = problemsOf(await desk.ask(caller, document, variablesWith(HUGE)));
        if (!isId) expect([path, problems]).not.toEqual([path, []]);
        expect(problems).not.toContain("INTERNAL_SERVER_ERROR");
      }
    }
  });

  test("a query answers it or says what is wrong with it, within seconds", async () => {
    const desk = await furnished(open);
    const admin = await desk.anAgent("admin");
    const customer = await desk.aCustomer();
    for (const { name, document, texts } of operationsOf(desk.helpdesk.schema, "query")) {
      const caller = isForCustomers(name) ? customer : admin;
      for (const { path, with: variablesWith } of texts) {
        for (const text of [...HOSTILE, HUGE]) {
          const started = performance.now();
          const { errors = [] } = await desk.ask(caller, document, variablesWith(text));
          expect([path, errors.filter((error) => !TOLD.includes(String(error.extensions?.code)))]).toEqual([path, []]);
          expect(performance.now() - started).toBeLessThan(5000);
        }
      }
    }
  });
});

import { readFileSync } from "node:fs";
import path from "node:path";
import { type APIRequestContext, type APIResponse, request } from "@playwright/test";
import { ROOT } from "./build";
import { HUB_PASSWORD } from "./hub-customers";

/** In every subject, text and name that nobody else may see. */
export const SECRET = "glacier";

interface Action {
  id: string;
  /** Some page that has it. */
  page: string;
}

/** The server actions of the Hub as `next build` lists them, by their names. */
export function hubActions(): Map<string, Action> {
  const file = path.join(ROOT, ".next", "server", "server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as {
    node: Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>;
  };
  const own = Object.entries(node).filter(([, { filename }]) => filename.startsWith("app/hub/"));
  return new Map(
    own.map(([id, { exportedName, workers }]) => {
      const [page = ""] = Object.keys(workers).filter((name) => name.startsWith("app/hub/"));
      return [exportedName, { id, page }];
    }),
  );
}

/** Somebody who asks the built product without a browser, with what a browser would send. */
export interface Asker {
  /** Where a page leads them: its path, "shown", or "not found". */
  page(address: string): Promise<string>;
  /** The same, asked as a click within the Hub asks. */
  click(address: string): Promise<string>;
  /** Sends what a form sends: "done", where it leads, or what is to be put right. */
  act(name: string, args: unknown[], headers?: Record<string, string>): Promise<string>;
  /** Signs in to the Hub: "in", or the code of the refusal. */
  signIn(email: string, password?: string): Promise<string>;
  file(id: string): Promise<number>;
  /** "done", or the code of the refusal. */
  graphQL(query: string): Promise<string>;
}

/** @param headers of every request: cookies of somebody's, or a token */
export async function anAsker(
  baseURL: string,
  { number, headers }: { number: number; headers?: Record<string, string> },
): Promise<Asker> {
  // Each from another client, so that no limit of one is met by another, nor by other tests.
  const extraHTTPHeaders = { "x-forwarded-for": `198.51.100.${number}`, ...headers };
  const context = await request.newContext({ baseURL, extraHTTPHeaders, maxRedirects: 0 });
  const actions = hubActions();
  return {
    page: async (address) => pageOutcome(await context.get(address)),
    async click(address) {
      const headers = { rsc: "1" };
      const answer = await context.get(address, { headers });
      // Next wants a mark of the headers in the address, which its own script would have put there.
      const { location = "" } = answer.headers();
      return pageOutcome(/[?&]_rsc\b/.test(location) ? await context.get(location, { headers }) : answer);
    },
    async act(name, args, more = {}) {
      const action = actions.get(name);
      if (!action) throw new Error(`There is no action ${name}.`);
      const answer = await context.post(addressOf(action.page), {
        headers: { "next-action": action.id, "content-type": "text/plain;charset=UTF-8", ...more },
        data: JSON.stringify(args),
      });
      return actionOutcome(answer);
    },
    signIn: (email, password = HUB_PASSWORD) => signIn(context, email, password),
    file: async (id) => (await context.get(`/api/downloads/attachment-${id}?as=customer`)).status(),
    async graphQL(query) {
      const answer = await context.post("/api/graphql", { data: { query } });
      const { data, errors } = await answer.json();
      return errors ? telling(String(errors[0].extensions.code), JSON.stringify(data)) : "done";
    },
  };
}

/** Any page that has it will do; those of one ticket need a number. */
const addressOf = (page: string): string =>
  `/${page
    .replace(/^app\/|\/page$/g, "")
    .replace(/\(\w+\)\//g, "")
    .replace("[number]", "1")}`;

const telling = (outcome: string, text: string): string =>
  outcome !== "shown" && outcome !== "done" && text.includes(SECRET) ? `${outcome}, but tells` : outcome;

const pathOf = (address: string): string => new URL(address, "http://here.invalid").pathname;

async function pageOutcome(answer: APIResponse): Promise<string> {
  const text = await answer.text();
  const { location } = answer.headers();
  // An answer to a click carries its redirect within.
  const [, inside] = /NEXT_REDIRECT;\w+;([^;"]+);/.exec(text) ?? [];
  const target = location ?? inside;
  if (target !== undefined) return telling(pathOf(target), text);
  if (answer.status() === 404 || text.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return telling("not found", text);
  return answer.status() === 200 ? "shown" : telling(String(answer.status()), text);
}

async function actionOutcome(answer: APIResponse): Promise<string> {
  const text = await answer.text();
  const target = answer.headers()["x-action-redirect"];
  if (target) return telling(pathOf(target.replace(/;.*$/, "")), text);
  if (answer.status() === 404) return telling("not found", text);
  if (answer.status() === 403) return telling("forbidden", text);
  if (answer.status() !== 200) return telling(String(answer.status()), text);
  const [, returned = ""] = /^1:(.*)$/m.exec(text) ?? [];
  if (returned === "[]" || /"userErrors":\[\]/.test(returned)) return "done";
  const [, field] = /"path":\["(\w+)"/.exec(returned) ?? [];
  return field ? `wrong ${field}` : returned;
}

async function signIn(context: APIRequestContext, email: string, password: string): Promise<string> {
  const { csrfToken } = await (await context.get("/api/hub-auth/csrf")).json();
  const answer = await context.post("/api/hub-auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true" },
  });
  const { url } = await answer.json();
  return new URL(url).searchParams.get("error") ?? "in";
}

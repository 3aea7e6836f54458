import type { ChildProcess } from "node:child_process";
import type { Ctx } from "@/server/ctx";
import { cursorOf } from "@/server/customers/customer-sort";
import { onDatabase, startDesk, tokenFor } from "./desk";
import type { LoadOrder, LoadReport } from "./load";
import { populate } from "./populate";
import { ask, cpuOf, endProcess, messageOf, peakMemoryOf, runProcess } from "./processes";
import type { DatabaseServer } from "./scratch-database";
import { medians, rounded } from "./statistics";

export interface ReadOptions {
  rounds: number;
  concurrency: number;
  seconds: number;
  say: (text: string) => void;
}

const FIELDS = "id displayName email mobile organisation { name } isActive hubAccess createdAt lastActivityAt source";
const LIST = `query List($after: String, $filter: CustomerFilterInput, $sort: CustomerSortInput) {
  customers(first: 25, after: $after, filter: $filter, sort: $sort) { nodes { ${FIELDS} } }
}`;
const POINT = `query Point($id: ID!) { customer(id: $id) { ${FIELDS} } }`;

const MAX_REQUESTS = 200_000;
/** The compiler of V8 needs some thousand of them; a slow server gets no more than that time. */
const WARM_UP = { seconds: 15, maxRequests: 4000 };

/** Requests a second of the product and of the bare server on one database, in turn. */
export async function measureReads(
  what: "list" | "point",
  server: DatabaseServer,
  customers: number,
  options: ReadOptions,
) {
  const database = await server.create();
  const children: ChildProcess[] = [];
  try {
    options.say(`${server.kind}: making ${customers} customers`);
    const { token, bodies } = await onDatabase(database, async (ctx) => {
      await populate(ctx, database.url, customers);
      return { token: await tokenFor(ctx), bodies: what === "list" ? await listBodies(ctx) : pointBodies(customers) };
    });
    const bareProcess = runProcess("bench/bare-server.ts", { env: { BENCH_DATABASE_URL: database.url } });
    children.push(bareProcess);
    const bareUrl = (await messageOf<{ url: string }>(bareProcess)).url;
    const generator = runProcess("bench/load.ts");
    children.push(generator);
    const desk = await startDesk(database);
    try {
      const sides = {
        product: { url: `${desk.url}/api/graphql`, process: desk.web },
        bare: { url: bareUrl, process: bareProcess },
      };
      const lengths = await checkEqual(sides.product.url, sides.bare.url, token, bodies);
      const order = (side: Side, seconds: number): LoadOrder => ({
        url: side.url,
        token,
        bodies,
        lengths,
        concurrency: options.concurrency,
        seconds,
        maxRequests: MAX_REQUESTS,
      });
      for (const side of [sides.product, sides.bare]) {
        await measure(generator, side, { ...order(side, WARM_UP.seconds), ...WARM_UP });
      }
      const rounds: { product: Figures; bare: Figures }[] = [];
      for (let round = 1; round <= options.rounds; round += 1) {
        options.say(`${server.kind}, ${customers} customers, ${what}: round ${round} of ${options.rounds}`);
        const product = await measure(generator, sides.product, order(sides.product, options.seconds), server.pid);
        const bare = await measure(generator, sides.bare, order(sides.bare, options.seconds), server.pid);
        rounds.push({ product, bare });
      }
      const product = medians(rounds.map((round) => round.product));
      const bare = medians(rounds.map((round) => round.bare));
      return {
        database: server.kind,
        version: server.version,
        customers,
        concurrency: options.concurrency,
        secondsPerRound: options.seconds,
        product,
        bare,
        ratio: rounded((product.requestsPerSecond ?? 0) / (bare.requestsPerSecond ?? 1)),
        cpuRatio: rounded((bare.cpuMicrosPerRequest ?? 0) / (product.cpuMicrosPerRequest ?? 1)),
        peakMemoryMiB: { product: peakMemoryOf(desk.web.pid), bare: peakMemoryOf(bareProcess.pid) },
        rounds,
      };
    } finally {
      await desk.stop();
    }
  } finally {
    await Promise.all(children.map(endProcess));
    await database.drop();
  }
}

/** The first page and others all over the list, of the active ones sorted by name. */
async function listBodies(ctx: Ctx): Promise<string[]> {
  const [most]: { most: number }[] = await ctx.db.query("SELECT MAX(id) AS most FROM customers");
  const ids = Array.from({ length: 31 }, (_, index) => Math.ceil((Number(most?.most) * (index + 1)) / 32));
  const bodies = [listBody(null)];
  for (const id of ids) {
    const [row]: { name_sort: string }[] = await ctx.db.query("SELECT name_sort FROM customers WHERE id = ?", [id]);
    if (row) bodies.push(listBody(cursorOf("name", { value: row.name_sort, id })));
  }
  return bodies;
}

const listBody = (after: string | null): string =>
  JSON.stringify({
    query: LIST,
    variables: { after, filter: { isActive: true }, sort: { field: "NAME", direction: "ASC" } },
  });

function pointBodies(customers: number): string[] {
  return Array.from({ length: 200 }, (_, index) => {
    const id = String(1 + Math.floor(((customers - 1) * index) / 199));
    return JSON.stringify({ query: POINT, variables: { id } });
  });
}

/** Both must give the same bytes for every request of the run: else they would not be doing the same work. */
async function checkEqual(product: string, bare: string, token: string, bodies: string[]): Promise<number[]> {
  const lengths: number[] = [];
  for (const body of bodies) {
    const [ours, theirs] = [await answerOf(product, token, body), await answerOf(bare, token, body)];
    if (ours !== theirs) {
      throw new Error(`The two servers answer differently.\nAsked: ${body}\nProduct: ${ours}\nBare: ${theirs}`);
    }
    if (!ours.includes('"displayName"')) throw new Error(`Nothing was found.\nAsked: ${body}\nAnswered: ${ours}`);
    lengths.push(Buffer.byteLength(ours));
  }
  return lengths;
}

async function answerOf(url: string, token: string, body: string): Promise<string> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  return (await fetch(url, { method: "POST", headers, body })).text();
}

interface Side {
  url: string;
  process: ChildProcess;
}

/** Milliseconds, requests a second, microseconds of processor time. */
type Figures = Partial<
  Record<
    "requestsPerSecond" | "p50Ms" | "p95Ms" | "maxMs" | "cpuMicrosPerRequest" | "databaseCpuMicrosPerRequest",
    number
  >
>;

async function measure(generator: ChildProcess, side: Side, order: LoadOrder, databasePid?: number): Promise<Figures> {
  const before = [cpuOf(side.process.pid), cpuOf(databasePid)] as const;
  const report = await ask<LoadReport>(generator, order);
  if (report.failures > 0) throw new Error(`${report.failures} requests failed, the first one: ${report.firstFailure}`);
  const perRequest = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : rounded(((to - from) * 1000) / report.requests);
  return {
    requestsPerSecond: rounded(report.requests / report.seconds),
    p50Ms: rounded(report.p50),
    p95Ms: rounded(report.p95),
    maxMs: rounded(report.max),
    cpuMicrosPerRequest: perRequest(before[0], cpuOf(side.process.pid)),
    databaseCpuMicrosPerRequest: perRequest(before[1], cpuOf(databasePid)),
  };
}

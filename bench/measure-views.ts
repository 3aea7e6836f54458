import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onDatabase, startDesk, tokenFor } from "./desk";
import type { LoadOrder, LoadReport } from "./load";
import { populate } from "./populate";
import { populateTickets } from "./populate-tickets";
import { ask, endProcess, peakMemoryOf, runProcess } from "./processes";
import type { DatabaseServer, ScratchDatabase } from "./scratch-database";
import { rounded } from "./statistics";
import { type View, viewsOf } from "./views";

export interface ViewOptions {
  concurrency: number;
  seconds: number;
  tickets: number;
  /** A database that an earlier run has filled and left: it is measured as it is. */
  url?: string;
  /** Only the views whose name has this. */
  only?: string;
  say: (text: string) => void;
}

/** What a page may take, at the 95th of a hundred. */
const TARGET_MS = 300;
const WARM_UP = { seconds: 2, maxRequests: 8 };

/** How long every view of the two lists takes over HTTP, slowest first. */
export async function measureViews(server: DatabaseServer, customers: number, options: ViewOptions) {
  const database = options.url ? filledBefore(options.url) : await server.create();
  const generator = runProcess("bench/load.ts");
  try {
    const { token, views } = await onDatabase(database, async (ctx) => {
      if (!options.url) {
        options.say(`${server.kind}: making ${customers} customers and ${options.tickets} tickets`);
        await populate(ctx, database.url, customers);
        await populateTickets(ctx, database.url, customers, options.tickets);
      }
      return {
        token: await tokenFor(ctx),
        views: (await viewsOf(ctx)).filter(({ name }) => name.includes(options.only ?? "")),
      };
    });
    const desk = await startDesk(database);
    try {
      const url = `${desk.url}/api/graphql`;
      const measured = [];
      for (const view of views) {
        options.say(`${server.kind}, ${customers} customers: ${view.name}`);
        measured.push(await measure(generator, view, { ...options, url, token }));
      }
      const found = measured.toSorted((a, b) => (b.p95Ms ?? Infinity) - (a.p95Ms ?? Infinity));
      return {
        database: server.kind,
        version: server.version,
        customers,
        concurrency: options.concurrency,
        targetMs: TARGET_MS,
        views: found.length,
        over: found.filter(({ p95Ms }) => p95Ms === undefined || p95Ms > TARGET_MS).map(({ name }) => name),
        peakMemoryMiB: peakMemoryOf(desk.web.pid),
        found,
      };
    } finally {
      await desk.stop();
    }
  } finally {
    await endProcess(generator as ChildProcess);
    await database.drop();
  }
}

type Settings = Pick<LoadOrder, "url" | "token" | "concurrency" | "seconds">;

interface ViewReport {
  name: string;
  p50Ms?: number;
  p95Ms?: number;
  maxMs?: number;
  requests?: number;
  /** The first error; without times when the very first answer was one. */
  problem?: string;
}

async function measure(generator: ChildProcess, { name, bodies }: View, settings: Settings): Promise<ViewReport> {
  const order: LoadOrder = { ...settings, bodies, lengths: [], maxRequests: 100_000 };
  const problem = await problemOf(settings, bodies[0] ?? "");
  if (problem) return { name, problem };
  await ask<LoadReport>(generator, { ...order, ...WARM_UP });
  const report = await ask<LoadReport>(generator, order);
  return {
    name,
    p50Ms: rounded(report.p50),
    p95Ms: rounded(report.p95),
    maxMs: rounded(report.max),
    requests: report.requests,
    ...(report.failures ? { problem: report.firstFailure } : {}),
  };
}

/** GraphQL answers errors with status 200 as well: "narrow the search" would pass for a quick page. */
async function problemOf({ url, token }: Settings, body: string): Promise<string | undefined> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const answer = await (await fetch(url, { method: "POST", headers, body })).json();
  return answer.errors?.[0]?.message;
}

function filledBefore(url: string): ScratchDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), "deskfolk-bench-"));
  return { url, folder, drop: async () => rmSync(folder, { recursive: true, force: true }) };
}

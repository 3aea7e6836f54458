import type { ChildProcess } from "node:child_process";
import { openAsBlob } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createOrganisation } from "@/server/organisations/organisations";
import { ORGANISATIONS, writeCsv } from "./csv-file";
import { type Desk, onDatabase, startDesk, tokenFor } from "./desk";
import type { LimitOrder, LimitReport } from "./limit-mysql";
import type { LoadOrder, LoadReport } from "./load";
import { ask, childrenOf, cpuOf, cpuOfFamily, endProcess, peakMemoryOf, runProcess } from "./processes";
import type { DatabaseServer, ScratchDatabase } from "./scratch-database";
import { connect } from "./sql-connection";
import { median, rounded } from "./statistics";
import { filledTables, isBookkeeping, tableSizes } from "./tables";

export interface ImportOptions {
  rounds: number;
  say: (text: string) => void;
}

/** Rows a second of an import through the running product, and of the database fed with the rows that it wrote, in turn. */
export async function measureImport(server: DatabaseServer, rows: number, { rounds, say }: ImportOptions) {
  const done: Awaited<ReturnType<typeof measureRound>>[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`${server.kind}, import of ${rows}: round ${round} of ${rounds}`);
    done.push(await measureRound(server, rows, say));
  }
  const middle = (pick: (round: (typeof done)[number]) => number) => rounded(median(done.map(pick)));
  const product = middle((round) => round.product.rowsPerSecond);
  const written = middle((round) => round.limitAsWritten.rowsPerSecond);
  const customersOnly = middle((round) => round.limitAsWritten.rowsPerSecondCustomersOnly);
  const sorted = middle((round) => round.limitSortedByKey.rowsPerSecond);
  return {
    database: server.kind,
    version: server.version,
    rows,
    rowsPerSecond: { product, limitAsWritten: written, limitCustomersOnly: customersOnly, limitSortedByKey: sorted },
    ratio: {
      asWritten: rounded(product / written),
      customersOnly: rounded(product / customersOnly),
      sortedByKey: rounded(product / sorted),
    },
    longestStallMs: middle((round) => round.product.stall.longestMs),
    rounds: done,
  };
}

async function measureRound(server: DatabaseServer, rows: number, say: (text: string) => void) {
  const database = await server.create();
  try {
    const csv = path.join(database.folder, "customers.csv");
    const bytes = await writeCsv(csv, rows);
    const token = await onDatabase(database, async (ctx) => {
      for (const name of ORGANISATIONS) await createOrganisation(ctx, { name });
      return tokenFor(ctx);
    });
    const before = await sizesOf(database);
    const product = await importedBy(server, database, token, csv, say);
    const after = await sizesOf(database);
    const tables = filledTables(before, after, rows);
    say(`${server.kind}: the limit`);
    return {
      bytes,
      product: { ...product, rowsPerSecond: rounded(rows / product.seconds) },
      tables: Object.fromEntries(tables.map((table) => [table, after.get(table)])),
      limitAsWritten: await limit(server, database, tables, rows, "written"),
      limitSortedByKey: await limit(server, database, tables, rows, "key"),
    };
  } finally {
    await database.drop();
  }
}

async function sizesOf(database: ScratchDatabase): Promise<Map<string, number>> {
  const sql = await connect(database.url);
  try {
    return await tableSizes(sql);
  } finally {
    await sql.close();
  }
}

async function limit(
  server: DatabaseServer,
  source: ScratchDatabase,
  tables: string[],
  rows: number,
  order: LimitOrder["order"],
) {
  const target = await server.create();
  const loader = runProcess(`bench/limit-${server.kind}.ts`);
  try {
    await onDatabase(target, async () => undefined);
    const { folder } = target;
    const asked: LimitOrder = {
      sourceUrl: source.url,
      targetUrl: target.url,
      folder,
      tables,
      order,
      databasePid: server.pid,
    };
    const report = await ask<LimitReport>(loader, asked);
    const spent = Object.entries(report.seconds);
    const sum = (of: typeof spent) => of.reduce((total, [, seconds]) => total + seconds, 0);
    return {
      rowsPerSecond: rounded(rows / sum(spent)),
      rowsPerSecondCustomersOnly: rounded(rows / sum(spent.filter(([table]) => !isBookkeeping(table)))),
      secondsPerTable: Object.fromEntries(spent.map(([table, seconds]) => [table, rounded(seconds)])),
      cpuSeconds: { loader: rounded(report.cpuSeconds.loader), database: rounded(report.cpuSeconds.database) },
      peakMemoryMiB: report.peakMemoryMiB,
    };
  } finally {
    await endProcess(loader);
    await target.drop();
  }
}

/** Uploads, previews and imports the file as a browser would, with somebody reading the list meanwhile. */
async function importedBy(
  server: DatabaseServer,
  database: ScratchDatabase,
  token: string,
  csv: string,
  say: (text: string) => void,
) {
  const desk = await startDesk(database);
  const worker = desk.startWorker();
  const reader = runProcess("bench/load.ts");
  const memory = memoryWatch(worker);
  try {
    const call = graphqlCaller(desk, token);
    await stallOf(desk);
    const uploadId = await upload(desk, token, csv);
    const previewBegan = performance.now();
    const id = await preview(call, uploadId);
    const previewSeconds = (performance.now() - previewBegan) / 1000;
    say(`previewed in ${previewSeconds.toFixed(1)} s`);
    const duringPreview = await stallOf(desk);

    const reading = new AbortController();
    const meanwhile = readWhile(reader, desk, token, reading.signal);
    const cpuAtStart = [cpuOfFamily(worker.pid), cpuOf(server.pid)];
    const began = performance.now();
    await call("mutation($id: ID!) { startImport(input: { importId: $id }) { userErrors { message } } }", { id });
    const counts = await untilStatus(call, id, "DONE");
    const seconds = (performance.now() - began) / 1000;
    const [workerCpu, databaseCpu] = [cpuOfFamily(worker.pid), cpuOf(server.pid)].map((cpu, at) =>
      rounded(((cpu ?? 0) - (cpuAtStart[at] ?? 0)) / 1000),
    );
    say(`imported in ${seconds.toFixed(1)} s`);
    reading.abort();
    const listWhileImporting = await meanwhile;
    const stall = await stallOf(desk);
    const listWhenIdle = await ask<LoadReport>(reader, readOrder(desk, token, 5));
    return {
      seconds: rounded(seconds),
      previewSeconds: rounded(previewSeconds),
      counts,
      // The database's holds what the list's reader cost it too.
      cpuSeconds: { worker: workerCpu, database: databaseCpu },
      stall,
      stallWhileUploadingAndPreviewing: duringPreview,
      listP95Ms: { whileImporting: listWhileImporting, idle: rounded(listWhenIdle.p95) },
      peakMemoryMiB: { web: peakMemoryOf(desk.web.pid), ...memory.peaks() },
    };
  } finally {
    memory.stop();
    await endProcess(reader);
    await desk.stop();
  }
}

export type Call = <T>(query: string, variables: Record<string, unknown>) => Promise<T>;

export function graphqlCaller(desk: Desk, token: string): Call {
  return async <T>(query: string, variables: Record<string, unknown>) => {
    const answer = await fetch(`${desk.url}/api/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data: T; errors?: unknown };
    const failed = errors ?? Object.values(data as object).flatMap((field) => field?.userErrors ?? []);
    if (Array.isArray(failed) && failed.length > 0) throw new Error(`GraphQL answered ${JSON.stringify(failed)}`);
    return data;
  };
}

export async function upload(desk: Desk, token: string, csv: string): Promise<string> {
  const answer = await fetch(`${desk.url}/api/uploads`, {
    method: "POST",
    headers: { "content-type": "text/csv", "x-file-name": "customers.csv", authorization: `Bearer ${token}` },
    body: await openAsBlob(csv),
  });
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`The upload was answered with ${answer.status}: ${text}`);
  return (JSON.parse(text) as { uploadId: string }).uploadId;
}

export async function preview(call: Call, uploadId: string): Promise<string> {
  const made = await call<{ previewImport: { import: { id: string } } }>(
    "mutation($uploadId: ID!) { previewImport(input: { uploadId: $uploadId }) { import { id } userErrors { message } } }",
    { uploadId },
  );
  const { id } = made.previewImport.import;
  await untilStatus(call, id, "READY");
  return id;
}

interface Progress {
  status: string;
  message: string | null;
  totalRows: number;
  created: number;
  updated: number;
  unchanged: number;
  restored: number;
  failed: number;
}

const POLL_MS = 100;

export async function untilStatus(call: Call, id: string, status: string): Promise<Progress> {
  for (;;) {
    const found = await call<{ import: Progress }>(
      "query($id: ID!) { import(id: $id) { status message totalRows created updated unchanged restored failed } }",
      { id },
    );
    if (found.import.status === status) return found.import;
    if (["FAILED", "REFUSED", "CANCELLED"].includes(found.import.status)) {
      throw new Error(`The import ended as ${found.import.status}: ${found.import.message}`);
    }
    await sleep(POLL_MS);
  }
}

interface Stall {
  longestMs: number;
  p99Ms: number;
}

/** The web process's longest stall since the last time this was asked. */
async function stallOf(desk: Desk): Promise<Stall> {
  const { longestMs, p99Ms } = await ask<Stall>(desk.web, "stall");
  return { longestMs: rounded(longestMs), p99Ms: rounded(p99Ms) };
}

const READ =
  "{ customers(first: 25) { nodes { id displayName email mobile organisation { name } isActive hubAccess createdAt lastActivityAt source } } }";

export const readOrder = (desk: Desk, token: string, seconds: number): LoadOrder => ({
  url: `${desk.url}/api/graphql`,
  token,
  bodies: [JSON.stringify({ query: READ })],
  lengths: [],
  concurrency: 1,
  seconds,
  maxRequests: 100_000,
  pauseMs: 50,
});

/** The list's p95, in seconds of one reader; the median of them and the worst. */
async function readWhile(reader: ChildProcess, desk: Desk, token: string, signal: AbortSignal) {
  const p95s: number[] = [];
  while (!signal.aborted) {
    const report = await ask<LoadReport>(reader, readOrder(desk, token, 2));
    if (report.failures > 0) throw new Error(`The list failed during the import: ${report.firstFailure}`);
    p95s.push(report.p95);
  }
  return { median: rounded(median(p95s)), worst: rounded(Math.max(...p95s)) };
}

/** Peaks of the worker and of whatever it starts, which may be gone before the end. */
function memoryWatch(worker: ChildProcess) {
  const peaks = new Map<string, number>();
  const note = (name: string, mebibytes: number | undefined) =>
    peaks.set(name, Math.max(peaks.get(name) ?? 0, mebibytes ?? 0));
  const look = () => {
    note("worker", peakMemoryOf(worker.pid));
    for (const child of childrenOf(worker.pid ?? 0)) note(`worker: ${child.name}`, peakMemoryOf(child.pid));
  };
  const timer = setInterval(look, 250);
  return { peaks: () => Object.fromEntries(peaks), stop: () => clearInterval(timer) };
}

import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createOrganisation } from "@/server/organisations/organisations";
import { ORGANISATIONS, writeCsv } from "./csv-file";
import { onDatabase, startDesk, tokenFor } from "./desk";
import type { LoadReport } from "./load";
import { type Call, graphqlCaller, preview, readOrder, untilStatus, upload } from "./measure-import";
import { populate } from "./populate";
import { ask, endProcess, runProcess } from "./processes";
import type { DatabaseServer, ScratchDatabase } from "./scratch-database";
import { connect } from "./sql-connection";
import { median, percentile, rounded } from "./statistics";

const IDLE_SECONDS = 8;
/** A colleague's import beside the deletion. */
const IMPORTED = 5000;
const ACCEPTED = 15;

/** Deletes everybody while a colleague edits, another imports and a third reads the list; then looks for half a state. */
export async function measureMass(server: DatabaseServer, customers: number, say: (text: string) => void) {
  const database = await server.create();
  try {
    say(`${server.kind}: making ${customers} customers`);
    const token = await onDatabase(database, async (ctx) => {
      await populate(ctx, database.url, customers);
      for (const name of ORGANISATIONS) await createOrganisation(ctx, { name });
      return tokenFor(ctx);
    });
    const csv = path.join(database.folder, "customers.csv");
    await writeCsv(csv, IMPORTED);
    return { database: server.kind, customers, ...(await deletedBeside(database, token, csv, customers, say)) };
  } finally {
    await database.drop();
  }
}

async function deletedBeside(
  database: ScratchDatabase,
  token: string,
  csv: string,
  customers: number,
  say: (text: string) => void,
) {
  const desk = await startDesk(database);
  const reader = runProcess("bench/load.ts");
  try {
    const call = graphqlCaller(desk, token);
    const accepting = await timeAccepting(call);
    say(`accepting: ${JSON.stringify(accepting)}`);
    desk.startWorker();
    const importId = await preview(call, await upload(desk, token, csv));
    const read = (seconds: number) => ask<LoadReport>(reader, readOrder(desk, token, seconds));
    await read(3);
    const idle = await read(IDLE_SECONDS);

    const began = performance.now();
    const jobId = await begin(call, {});
    await call("mutation($id: ID!) { startImport(input: { importId: $id }) { userErrors { message } } }", {
      id: importId,
    });
    const stop = new AbortController();
    const editing = editOn(call, customers, stop.signal);
    const reading = readOn(read, stop.signal);
    const counts = await untilEnded(call, jobId);
    const seconds = (performance.now() - began) / 1000;
    stop.abort();
    const [edits, p95s] = [await editing, await reading];
    await untilStatus(call, importId, "DONE");
    say(`deleted in ${seconds.toFixed(1)} s`);
    return {
      accepting,
      seconds: rounded(seconds),
      perSecond: rounded(counts.done / seconds),
      counts,
      edits: { made: edits.length, p95Ms: rounded(percentile(edits, 0.95)), worstMs: rounded(Math.max(0, ...edits)) },
      listP95Ms: { idle: rounded(idle.p95), median: rounded(median(p95s)), worst: rounded(Math.max(...p95s)) },
      listRatio: { median: rounded(median(p95s) / idle.p95), worst: rounded(Math.max(...p95s) / idle.p95) },
      halfStates: await halfStates(database, jobId),
    };
  } finally {
    await endProcess(reader);
    await desk.stop();
  }
}

/** Accepting for a handful and for all, in turn, without a worker; what was accepted is stopped again. */
async function timeAccepting(call: Call) {
  const times: { few: number[]; all: number[] } = { few: [], all: [] };
  for (let round = 0; round < ACCEPTED; round += 1) {
    for (const [kind, matching] of [
      ["few", { query: "customer10" }],
      ["all", {}],
    ] as const) {
      const began = performance.now();
      const jobId = await begin(call, matching);
      times[kind].push(performance.now() - began);
      await call("mutation($id: ID!) { cancelJob(input: { jobId: $id }) { userErrors { message } } }", { id: jobId });
    }
  }
  const [few, all] = [median(times.few), median(times.all)];
  return { fewMs: rounded(few), allMs: rounded(all), ratio: rounded(all / few) };
}

async function begin(call: Call, matching: object): Promise<string> {
  const { deleteCustomers } = await call<{ deleteCustomers: { job: { id: string } } }>(
    "mutation($matching: CustomerSelectionInput) { deleteCustomers(input: { matching: $matching }) { job { id } userErrors { message } } }",
    { matching },
  );
  return deleteCustomers.job.id;
}

interface Counts {
  done: number;
  skipped: number;
  failed: number;
  pending: number;
}

async function untilEnded(call: Call, id: string): Promise<Counts> {
  for (;;) {
    const { job } = await call<{ job: { status: string; counts: Counts } }>(
      "query($id: ID!) { job(id: $id) { status counts { done skipped failed pending } } }",
      { id },
    );
    if (job.status === "DONE") return job.counts;
    if (job.status === "FAILED") throw new Error("The deletion was given up.");
    await sleep(200);
  }
}

/** A colleague who saves one customer after another, those who are gone already among them. Milliseconds of each. */
async function editOn(call: Call, customers: number, signal: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; !signal.aborted; n += 1) {
    const id = String(1 + ((n * 7919) % customers));
    const began = performance.now();
    await call(
      "mutation($id: ID!, $name: String) { updateCustomer(input: { id: $id, firstName: $name }) { customer { id } } }",
      { id, name: `Edited ${n}` },
    );
    times.push(performance.now() - began);
    await sleep(50);
  }
  return times;
}

/** The list's p95, second by second. */
async function readOn(read: (seconds: number) => Promise<LoadReport>, signal: AbortSignal): Promise<number[]> {
  const p95s: number[] = [];
  while (!signal.aborted) {
    const report = await read(2);
    if (report.failures > 0) throw new Error(`The list failed during the deletion: ${report.firstFailure}`);
    p95s.push(report.p95);
  }
  return p95s;
}

/** Whatever says half of a deletion. All of them must be 0. */
async function halfStates(database: ScratchDatabase, jobId: string): Promise<Record<string, number>> {
  const sql = await connect(database.url);
  const count = async (query: string, parameters: (string | number)[] = []) => {
    const [row] = await sql.all(query, parameters);
    return Number(row?.found);
  };
  const id = Number(jobId);
  try {
    return {
      "mark without a time": await count(
        "SELECT COUNT(*) AS found FROM customers WHERE (is_deleted = 1) <> (deleted_at IS NOT NULL)",
      ),
      "words of another list": await count(
        "SELECT COUNT(*) AS found FROM customer_words w JOIN customers c ON c.id = w.customer_id WHERE w.is_deleted <> c.is_deleted",
      ),
      "done and not deleted": await count(
        "SELECT COUNT(*) AS found FROM job_results r JOIN customers c ON c.id = r.customer_id WHERE r.job_id = ? AND r.status = 'done' AND c.is_deleted = 0 AND c.updated_at <= (SELECT finished_at FROM jobs WHERE id = ?)",
        [id, id],
      ),
      "deleted and not done": await count(
        // A join with the results would walk all of them for each customer on SQLite.
        "SELECT COUNT(*) AS found FROM customers WHERE is_deleted = 1 AND id NOT IN (SELECT customer_id FROM job_results WHERE job_id = ? AND status = 'done')",
        [id],
      ),
      "done without a line in the timeline, or two": await count(
        "SELECT COUNT(*) AS found FROM (SELECT r.customer_id, COUNT(a.id) AS entries FROM job_results r LEFT JOIN activity_entries a ON a.customer_id = r.customer_id AND a.job_id = r.job_id WHERE r.job_id = ? AND r.status = 'done' GROUP BY r.customer_id) told WHERE entries <> 1",
        [id],
      ),
      "in the selection twice": await count(
        "SELECT COUNT(*) AS found FROM (SELECT customer_id FROM job_results WHERE job_id = ? GROUP BY customer_id HAVING COUNT(*) > 1) twice",
        [id],
      ),
    };
  } finally {
    await sql.close();
  }
}

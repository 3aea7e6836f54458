import { onDatabase, startDesk, tokenFor } from "./desk";
import { insertBare, type TicketRows, ticketRowsOf } from "./limit-tickets";
import type { LoadOrder, LoadReport } from "./load";
import { ask, cpuClock, endProcess, runProcess } from "./processes";
import type { DatabaseServer } from "./scratch-database";
import { medians, rounded } from "./statistics";

export interface TicketOptions {
  rounds: number;
  concurrency: number;
  seconds: number;
  say: (text: string) => void;
}

const CREATE = `mutation Create($input: CreateTicketInput!) {
  createTicket(input: $input) { number userErrors { message } }
}`;
/** More than any of these machines makes in one round. */
const BODIES = 20_000;
const WARM_UP_SECONDS = 8;

/** Tickets a second from senders whom nobody knows, over GraphQL, against bare inserts of the very rows that came of it. */
export async function measureTickets(server: DatabaseServer, options: TicketOptions) {
  const { concurrency, seconds, say } = options;
  const [database, bare] = [await server.create(), await server.create()];
  const generator = runProcess("bench/load.ts");
  try {
    const token = await onDatabase(database, tokenFor);
    await onDatabase(bare, async () => undefined);
    const desk = await startDesk(database);
    try {
      const order = (round: string, length: number): LoadOrder => ({
        url: `${desk.url}/api/graphql`,
        token,
        bodies: Array.from({ length: BODIES }, (_, index) => body(round, index)),
        lengths: [],
        concurrency,
        seconds: length,
        maxRequests: BODIES,
      });
      await ask<LoadReport>(generator, order("warm", WARM_UP_SECONDS));
      let after = await lastTicketOf(database.url);
      const rounds: { product: Figures; bare: Figures }[] = [];
      for (let round = 1; round <= options.rounds; round += 1) {
        say(`${server.kind}, tickets: round ${round} of ${options.rounds}`);
        const cpuOfProduct = cpuClock(desk.web.pid, server.pid);
        const report = await ask<LoadReport>(generator, order(`round${round}`, seconds));
        const cpuProduct = cpuOfProduct();
        if (report.failures > 0) throw new Error(`${report.failures} failed, the first one: ${report.firstFailure}`);
        const rows = await ticketRowsOf(database.url, after);
        if (rows.length !== report.requests) {
          throw new Error(`${report.requests} requests made ${rows.length} tickets of senders of their own.`);
        }
        after = rows.at(-1)?.ticketId ?? after;
        const cpuOfBare = cpuClock(process.pid, server.pid);
        const inserted = await insertBare(bare.url, rows, concurrency);
        const cpuBare = cpuOfBare();
        rounds.push({
          product: {
            ticketsPerSecond: rounded(report.requests / report.seconds),
            p50Ms: rounded(report.p50),
            p95Ms: rounded(report.p95),
            maxMs: rounded(report.max),
            cpuMicros: rounded((cpuProduct * 1000) / rows.length),
          },
          bare: {
            ticketsPerSecond: rounded(rows.length / inserted),
            rowsPerTicket: rowsPerTicket(rows),
            cpuMicros: rounded((cpuBare * 1000) / rows.length),
          },
        });
      }
      const [product, limit] = [medians(rounds.map((one) => one.product)), medians(rounds.map((one) => one.bare))];
      return {
        database: server.kind,
        version: server.version,
        concurrency,
        secondsPerRound: seconds,
        product,
        bare: limit,
        ratio: rounded((product.ticketsPerSecond ?? 0) / (limit.ticketsPerSecond ?? 1)),
        cpuRatio: rounded((limit.cpuMicros ?? 0) / (product.cpuMicros ?? 1)),
        rounds,
      };
    } finally {
      await desk.stop();
    }
  } finally {
    await endProcess(generator);
    await database.drop();
    await bare.drop();
  }
}

type Figures = Partial<
  Record<"ticketsPerSecond" | "p50Ms" | "p95Ms" | "maxMs" | "rowsPerTicket" | "cpuMicros", number>
>;

function body(round: string, index: number): string {
  const input = {
    email: `${round}.sender${index}@example.com`,
    name: `Nora Newcomer${index}`,
    subject: `The printer prints blank pages ${index}`,
    body: "Since this morning every page comes out blank. I have changed the cartridge and restarted it twice.",
  };
  return JSON.stringify({ query: CREATE, variables: { input } });
}

const rowsPerTicket = (rows: readonly TicketRows[]): number =>
  rounded(
    rows.reduce((sum, { inserts }) => sum + inserts.reduce((rest, one) => rest + one.rows.length, 0), 0) / rows.length,
  );

async function lastTicketOf(url: string): Promise<number> {
  return (await ticketRowsOf(url, 0)).at(-1)?.ticketId ?? 0;
}

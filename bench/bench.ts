import { cpus, totalmem } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { measureAccount } from "./measure-account";
import { measureAnswers } from "./measure-answers";
import { measureImport } from "./measure-import";
import { measureMail } from "./measure-mail";
import { measureMass } from "./measure-mass";
import { measureReads } from "./measure-reads";
import { measureTickets } from "./measure-tickets";
import { measureViews } from "./measure-views";
import { type DatabaseServer, databaseServer } from "./scratch-database";

const SUBJECTS = ["account", "answers", "import", "list", "mail", "mass", "point", "tickets", "views"] as const;
type Subject = (typeof SUBJECTS)[number];

interface Options {
  customers?: number[];
  database: "sqlite" | "mysql" | "both";
  rounds?: number;
  concurrency?: number;
  seconds?: number;
  tickets: number;
  messages: number;
  url?: string;
  only?: string;
}

const say = (text: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${text}\n`);
};

const oneOf =
  <T extends string>(...known: readonly T[]) =>
  (text: string): T => {
    const found = known.find((one) => one === text);
    if (!found) throw new InvalidArgumentError(`Choose one of: ${known.join(", ")}.`);
    return found;
  };

function whole(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return Number(text);
}

const bench = new Command("bench")
  .description("Measures the product against the limit of its parts, in the same run. JSON on standard output.")
  .argument("<what>", SUBJECTS.join(", "), oneOf(...SUBJECTS))
  .option("--customers <numbers>", "how many, one or several with commas between", (text) => text.split(",").map(whole))
  .option("--database <kind>", "sqlite, mysql or both", oneOf("sqlite", "mysql", "both"), "both")
  .option("--rounds <n>", "rounds of product and limit in turn; 3 for an import and mail, else 5", whole)
  .option("--concurrency <n>", "requests at once; 4 for views, 8 for tickets and mail, else 32", whole)
  .option("--seconds <n>", "length of a round of requests; 2 for each of the views, else 5", whole)
  .option("--tickets <n>", "for views and account: how many tickets", whole, 200_000)
  .option("--messages <n>", "for mail: how many a round", whole, 3000)
  .option("--url <database>", "for views: a database that the bench has filled before, left as it is afterwards")
  .option("--only <text>", "for views: those whose name has this text")
  .action(async (what: Subject, options: Options) => {
    const results = [];
    for (const kind of options.database === "both" ? (["sqlite", "mysql"] as const) : [options.database]) {
      const server = await databaseServer(kind);
      try {
        for (const customers of options.customers ?? DEFAULTS[what]) {
          results.push(await measured(what, server, customers, options));
        }
      } finally {
        await server.stop();
      }
    }
    process.stdout.write(`${JSON.stringify({ what, ...machine(), results }, null, 2)}\n`);
  });

const DEFAULTS: Record<Subject, number[]> = {
  /** Tries. */
  answers: [200],
  import: [100_000, 1_000_000],
  list: [10_000, 1_000_000],
  // Every message brings its own.
  mail: [0],
  mass: [100_000],
  point: [10_000, 1_000_000],
  // Two of them, one with many tickets.
  account: [2],
  // Every ticket brings its own.
  tickets: [0],
  views: [1_000_000],
};

async function measured(what: Subject, server: DatabaseServer, customers: number, options: Options): Promise<object> {
  if (what === "answers") return measureAnswers(server, customers, say);
  if (what === "mass") return measureMass(server, customers, say);
  if (what === "import") return measureImport(server, customers, { rounds: options.rounds ?? 3, say });
  if (what === "account") {
    const { rounds = 5, seconds = 3, tickets } = options;
    return measureAccount(server, tickets, { rounds, seconds, say });
  }
  if (what === "tickets") {
    const { concurrency = 8, seconds = 5, rounds = 5 } = options;
    return measureTickets(server, { rounds, concurrency, seconds, say });
  }
  if (what === "mail") {
    const { concurrency = 8, rounds = 3, messages } = options;
    return measureMail(server, { rounds, concurrency, messages, say });
  }
  if (what === "views") {
    const { concurrency = 4, seconds = 2, tickets, url, only } = options;
    return measureViews(server, customers, { concurrency, seconds, tickets, url, only, say });
  }
  const { concurrency = 32, seconds = 5, rounds = 5 } = options;
  return measureReads(what, server, customers, { rounds, concurrency, seconds, say });
}

function machine() {
  const processors = cpus();
  return {
    measuredAt: new Date().toISOString(),
    machine: {
      processors: processors.length,
      model: processors[0]?.model,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
  };
}

bench.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});

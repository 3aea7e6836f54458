import { randomUUID } from "node:crypto";
import { Command } from "commander";
import { createAgent, setAgentActive } from "./accounts/agents";
import { createToken } from "./accounts/create-token";
import { listTokens } from "./accounts/list-tokens";
import { revokeToken } from "./accounts/revoke-token";
import { readConfig } from "./config";
import { type Ctx, ctxFor } from "./ctx";
import { migrate, openDatabase, toDbTime } from "./db";
import { DeniedError, UserError } from "./errors";
import { openFiles } from "./files/files";
import { type ImportFile, importFile, importInWords } from "./imports/import-file";
import { Job } from "./jobs/job.entity";
import { createLog } from "./log";
import { readRaw } from "./mail/incoming/raw-mail";
import { receiveMail } from "./mail/incoming/receive-mail";
import { readPassword } from "./read-password";
import { seed } from "./seed";
import { seedTickets } from "./seed-tickets";

/** Runs a command on the server itself, where whoever may run it may do everything. */
async function onDesk<T>(run: (ctx: Ctx) => Promise<T>): Promise<T> {
  // The command line needs neither an address nor a secret; it gets throw-away ones where they are missing.
  const config = readConfig({
    ...process.env,
    APP_URL: process.env.APP_URL ?? "http://localhost:3000",
    AUTH_SECRET: process.env.AUTH_SECRET ?? randomUUID(),
  });
  const database = await openDatabase(config);
  try {
    await migrate(database);
    const services = {
      config,
      database,
      files: openFiles(config),
      log: createLog(config.logLevel),
      now: () => new Date(),
    };
    return await run(ctxFor(services, { kind: "system", name: "command line" }, randomUUID()));
  } finally {
    await database.close();
  }
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new UserError("", `Give a whole number, not ${text}.`);
  return Number(text);
};

const desk = new Command("desk").description("Deskfolk's command line.").showHelpAfterError();

desk
  .command("migrate")
  .description("bring the database up to date")
  .action(() => onDesk(async () => say("The database is up to date.")));

desk
  .command("create-agent")
  .description("make an agent; the password comes from a prompt or standard input")
  .requiredOption("--email <address>", "sign-in address")
  .requiredOption("--name <name>", "name that colleagues see")
  .requiredOption("--role <role>", "admin, agent or viewer")
  .action((options: { email: string; name: string; role: string }) =>
    onDesk(async (ctx) => {
      const agent = await createAgent(ctx, { ...options, password: await readPassword(process.stdin, process.stderr) });
      say(`${agent.name} can sign in as ${agent.email}.`);
    }),
  );

desk
  .command("deactivate-agent")
  .description("end an agent's access at their next click")
  .requiredOption("--email <address>", "sign-in address")
  .action((options: { email: string }) =>
    onDesk(async (ctx) => {
      await setAgentActive(ctx, { ...options, isActive: false });
      say(`${options.email} can no longer sign in.`);
    }),
  );

desk
  .command("create-token")
  .description("make an access token for the GraphQL endpoint; it is shown once")
  .requiredOption("--permissions <list>", '"all", or permissions with commas between')
  .option("--name <name>", "what it is for", "command line")
  .action((options: { permissions: string; name: string }) =>
    onDesk(async (ctx) => {
      const permissions = options.permissions.split(",").map((name) => name.trim());
      const { token } = await createToken(ctx, { name: options.name, permissions });
      say(`Keep this token; it is not shown again.\n${token}`);
    }),
  );

desk
  .command("list-tokens")
  .description("list the access tokens; none of them can be read back")
  .action(() =>
    onDesk(async (ctx) => {
      for (const token of (await listTokens(ctx, { scope: "all", first: 200 })).rows) {
        const used = token.lastUsedAt ? `used ${toDbTime(token.lastUsedAt)}` : "never used";
        const state = token.state === "active" ? used : token.state;
        const owner = token.ownerName ?? "nobody's";
        say(`#${token.id}  ${token.name}  ${owner}  ${state}  ${token.permissionsInEffect.join(",")}`);
      }
    }),
  );

desk
  .command("revoke-token")
  .description("end an access token at its next use")
  .requiredOption("--id <n>", "its number in list-tokens", whole)
  .action((options: { id: number }) =>
    onDesk(async (ctx) => {
      const token = await revokeToken(ctx, options);
      say(`The token #${token.id} ${token.name} opens nothing any more.`);
    }),
  );

/** sysexits.h: a mail server that pipes a mail here keeps it on 75 and tries again, and gives it back to its sender on 65. */
const EXIT = { refused: 65, later: 75 };

desk
  .command("receive-mail")
  .description("take a raw mail from standard input, as from a mail server's pipe")
  .action(async () => {
    try {
      const raw = await readRaw(process.stdin);
      const { id, isKnown } = await onDesk((ctx) => receiveMail(ctx, raw));
      say(isKnown ? `This mail is here already, as number ${id}.` : `The mail is stored as number ${id}.`);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      process.exitCode = error instanceof UserError ? EXIT.refused : EXIT.later;
    }
  });

desk
  .command("seed")
  .description("add plausible customers, the same at each call, and tickets of theirs, more at each call")
  .requiredOption("--customers <n>", "how many", whole)
  .option("--tickets <n>", "how many", whole, 0)
  .action((options: { customers: number; tickets: number }) =>
    onDesk(async (ctx) => {
      say(`${await seed(ctx, options)} customers made.`);
      if (options.tickets > 0) say(`${await seedTickets(ctx, options)} tickets made.`);
    }),
  );

desk
  .command("import <file>")
  .description("import customers from a CSV file")
  .option("--create-organisations", "make the organisations that are missing")
  .option("--create-attributes", "make attributes of the columns that match nothing")
  .option("--send-invitations", "mail those whom it makes a link to set a password; the worker sends them")
  .action((file: string, options: Omit<ImportFile, "file" | "say">) =>
    onDesk(async (ctx) => say(await importInWords(ctx, await importFile(ctx, { file, say, ...options })))),
  );

desk
  .command("jobs")
  .description("list the last jobs")
  .action(() =>
    onDesk(async (ctx) => {
      for (const job of await ctx.db.getRepository(Job).find({ order: { id: "DESC" }, take: 50 })) {
        say(
          `#${job.id}  ${job.kind}  ${job.status}  ${job.progressDone}/${job.progressTotal ?? "?"}  ${job.error ?? ""}`,
        );
      }
    }),
  );

desk.parseAsync().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof UserError || error instanceof DeniedError ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 1;
});

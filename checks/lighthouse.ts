import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "@/e2e/browser";
import { buildProduct, ROOT } from "@/e2e/build";
import { type DeskServer, type Person, startDesk } from "@/e2e/desk-server";
import { type Furnished, furnish } from "@/e2e/furnished";
import { setHubPassword, typeHubSignIn } from "@/e2e/hub-customers";

/**
 * `npx tsx checks/lighthouse.ts [--every-page] [--runs 5]`: the signed-in list with 1,000 customers, or each page of the
 * dashboard and of the Hub, desktop, median of the runs. Ends with 1 where a median is below 95.
 */
const { values: wanted } = parseArgs({ options: { "every-page": { type: "boolean" }, runs: { type: "string" } } });
const RUNS = Number(wanted.runs ?? 5);
const CUSTOMERS = 1000;
const ENOUGH = 0.95;
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const DEBUGGING_PORT = 9876;
const ADMIN: Person = { email: "ada@desk.example", password: "correct horse battery", name: "Ada Admin" };

const STRANGERS = [
  "/sign-in",
  "/password/forgotten",
  "/hub/sign-in",
  "/hub/register",
  "/hub/forgot-password",
  "/hub/request",
];

const agents = ({ customerId, organisationId, ticketNumber, jobId, webhookId, imports }: Furnished) => [
  "/customers",
  "/customers/deleted",
  "/customers/new",
  `/customers/${customerId}`,
  `/customers/${customerId}/edit`,
  `/customers/merge?keep=${customerId}`,
  "/customers/duplicates",
  "/customers/import",
  `/customers/import/${imports.ready}`,
  `/customers/import/${imports.done}`,
  "/jobs",
  `/jobs/${jobId}`,
  "/audit",
  "/organisations",
  `/organisations/${organisationId}`,
  "/tickets",
  "/tickets/new",
  `/tickets/${ticketNumber}`,
  "/tickets/quarantine",
  "/tickets/quarantine/spam",
  "/settings",
  "/settings/agents",
  "/settings/attributes",
  "/settings/hub",
  "/settings/mailbox",
  "/settings/notifications",
  "/settings/tokens",
  "/settings/webhooks",
  `/settings/webhooks/${webhookId}`,
  "/settings/developers",
];

const customers = ({ ticketNumber }: Furnished) => [
  "/hub/tickets",
  "/hub/tickets/new",
  `/hub/tickets/${ticketNumber}`,
  "/hub/profile",
];

async function main(): Promise<void> {
  buildProduct();
  const desk = await startDesk("sqlite");
  const profile = mkdtempSync(path.join(tmpdir(), "deskfolk-lighthouse-"));
  try {
    await prepare(desk);
    // Lighthouse drives a browser that somebody else signed in, so both share one profile and its debugging port.
    const { executablePath, env } = await findBrowser();
    const browser = await chromium.launchPersistentContext(profile, {
      baseURL: desk.url,
      executablePath,
      env: { ...process.env, ...env },
      args: ["--no-sandbox", `--remote-debugging-port=${DEBUGGING_PORT}`],
    });
    const page = await browser.newPage();
    if (wanted["every-page"]) await measureEveryPage(desk, page);
    else {
      await signIn(page);
      await measure(desk, "/customers");
    }
    await browser.close();
  } finally {
    await desk.stop();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function prepare(desk: DeskServer): Promise<void> {
  const { email, name, password } = ADMIN;
  await desk.command(["create-agent", "--email", email, "--name", name, "--role", "admin"], `${password}\n`);
  await desk.command(["seed", "--customers", String(CUSTOMERS)]);
}

async function measureEveryPage(desk: DeskServer, page: Page): Promise<void> {
  const furnished = await furnish(desk);
  for (const address of STRANGERS) await measure(desk, address);
  await signIn(page);
  for (const address of agents(furnished)) await measure(desk, address);
  await setHubPassword(page, furnished.email);
  await typeHubSignIn(page, furnished.email);
  await page.waitForURL("**/hub/tickets");
  for (const address of customers(furnished)) await measure(desk, address);
}

async function signIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByRole("textbox", { name: "Password" }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/customers");
}

async function measure(desk: DeskServer, address: string): Promise<void> {
  const url = desk.url + address;
  const scores = new Map<string, number[]>(CATEGORIES.map((category) => [category, []]));
  print(`${address}\n`);
  for (let run = 0; run < RUNS; run += 1) {
    const result = await runLighthouse(url);
    if (result.runtimeError) throw new Error(`Lighthouse could not load ${url}: ${result.runtimeError.message}`);
    if (result.finalDisplayedUrl !== url) throw new Error(`Lighthouse saw ${result.finalDisplayedUrl}, not ${url}.`);
    for (const [category, all] of scores) all.push(result.categories[category]?.score ?? 0);
    if (run === 0) reportFindings(result);
  }
  report(scores);
}

/** The part of Lighthouse's result that is read here. */
interface Result {
  finalDisplayedUrl: string;
  runtimeError?: { message: string };
  categories: Record<string, { score: number | null }>;
  audits: Record<string, Audit>;
}

interface Audit {
  id: string;
  title: string;
  score: number | null;
  displayValue?: string;
}

/** In a process of its own: it sends the text of its functions to the browser, which tsx would have rewritten. */
async function runLighthouse(url: string): Promise<Result> {
  const options = [
    `--port=${DEBUGGING_PORT}`,
    "--preset=desktop",
    "--disable-storage-reset",
    `--only-categories=${CATEGORIES.join(",")}`,
    "--output=json",
    "--quiet",
  ];
  const command = path.join(ROOT, "node_modules/lighthouse/cli/index.js");
  const { stdout } = await promisify(execFile)(process.execPath, [command, url, ...options], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

/** What cost points in the first run, so that a low score says why. */
function reportFindings({ categories, audits }: Result): void {
  if (CATEGORIES.every((category) => (categories[category]?.score ?? 0) >= ENOUGH)) return;
  for (const { id, title, score, displayValue } of Object.values(audits)) {
    if (score !== null && score < ENOUGH) print(`  ${id}: ${title} ${displayValue ?? ""}\n`);
  }
}

function report(scores: Map<string, number[]>): void {
  for (const [category, all] of scores) {
    const median = [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
    print(`  ${category}: ${Math.round(median * 100)} (${all.map((score) => Math.round(score * 100)).join(", ")})\n`);
    if (median < ENOUGH) process.exitCode = 1;
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

void main();

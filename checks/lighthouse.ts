import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "@/e2e/browser";
import { buildProduct, ROOT } from "@/e2e/build";
import { type DeskServer, type Person, startDesk } from "@/e2e/desk-server";

/** `npx tsx checks/lighthouse.ts`: the signed-in list with 1,000 customers, desktop, median of five runs. */
const RUNS = 5;
const CUSTOMERS = 1000;
const ENOUGH = 0.95;
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const DEBUGGING_PORT = 9876;
const ADMIN: Person = { email: "ada@desk.example", password: "correct horse battery", name: "Ada Admin" };

async function main(): Promise<void> {
  buildProduct();
  const desk = await startDesk("sqlite");
  const profile = mkdtempSync(path.join(tmpdir(), "deskfolk-lighthouse-"));
  try {
    await prepare(desk);
    // Lighthouse drives a browser that somebody else signed in, so both share one profile and its debugging port.
    const { executablePath, env } = await findBrowser();
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath,
      env: { ...process.env, ...env },
      args: ["--no-sandbox", `--remote-debugging-port=${DEBUGGING_PORT}`],
    });
    await signIn(await browser.newPage(), desk);
    const scores = await measure(`${desk.url}/customers`);
    await browser.close();
    report(scores);
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

async function signIn(page: Page, desk: DeskServer): Promise<void> {
  await page.goto(`${desk.url}/sign-in`);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByRole("textbox", { name: "Password" }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/customers");
}

async function measure(url: string): Promise<Map<string, number[]>> {
  const scores = new Map<string, number[]>(CATEGORIES.map((category) => [category, []]));
  for (let run = 0; run < RUNS; run += 1) {
    const result = await runLighthouse(url);
    if (result.runtimeError) throw new Error(`Lighthouse could not load ${url}: ${result.runtimeError.message}`);
    if (result.finalDisplayedUrl !== url) throw new Error(`Lighthouse saw ${result.finalDisplayedUrl}, not ${url}.`);
    for (const [category, all] of scores) all.push(result.categories[category]?.score ?? 0);
    if (run === 0) reportFindings(Object.values(result.audits));
  }
  return scores;
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
function reportFindings(audits: Audit[]): void {
  for (const { id, title, score, displayValue } of audits) {
    if (score !== null && score < ENOUGH) print(`  ${id}: ${title} ${displayValue ?? ""}\n`);
  }
}

function report(scores: Map<string, number[]>): void {
  for (const [category, all] of scores) {
    const median = [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
    print(`${category}: ${Math.round(median * 100)} (${all.map((score) => Math.round(score * 100)).join(", ")})\n`);
    if (median < ENOUGH) process.exitCode = 1;
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

void main();

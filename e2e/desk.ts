import AxeBuilder from "@axe-core/playwright";
import { test as base, type Cookie, expect, type Page } from "@playwright/test";
import { type ResendStandIn, startResendStandIn } from "@/server/testing/resend-stand-in";
import { type DeskServer, type Person, startDesk } from "./desk-server";

export type Role = "admin" | "viewer";

/** Who exists on every server of the tests. */
export const PEOPLE: Record<Role, Person> = {
  admin: { email: "ada@desk.example", password: "correct horse battery", name: "Ada Admin" },
  viewer: { email: "vera@desk.example", password: "staple purple elephant", name: "Vera Viewer" },
};

export interface PerWorker {
  /** `test.use({ databaseKind: "mysql" })` for a file that should run there. */
  databaseKind: "sqlite" | "mysql";
  /** Whether `expectAccessible` looks: once is enough where the pages are the same. */
  withAxe: boolean;
  /** `test.use({ mailsOver: "resend" })` for a file whose desk sends mail, to a stand-in. */
  mailsOver: "mailbox" | "resend";
  resend: ResendStandIn;
  desk: DeskServer;
  /** Cookies of each role, so that only the first test of a worker types the password. */
  sessions: Map<Role, Cookie[]>;
}

interface PerTest {
  /** Opens the page at the customer list, or `at` another, signed in. A test that signs out or changes the agent takes a `fresh` session. */
  signIn(page: Page, role?: Role, options?: { fresh?: boolean; at?: string }): Promise<void>;
  /** Fails on every finding of axe (WCAG 2.2 AA), in light and in dark. Leaves the page in light. */
  expectAccessible(page: Page): Promise<void>;
  /** Announces an error on the page's console that the test provokes; every other one fails it. */
  allowPageError(pattern: RegExp): void;
}

export const test = base.extend<PerTest, PerWorker>({
  databaseKind: ["sqlite", { option: true, scope: "worker" }],
  withAxe: [true, { option: true, scope: "worker" }],

  mailsOver: ["mailbox", { option: true, scope: "worker" }],
  resend: [
    // biome-ignore lint/correctness/noEmptyPattern: see below
    async ({}, use) => {
      const resend = await startResendStandIn();
      await use(resend);
      await resend.close();
    },
    { scope: "worker" },
  ],

  desk: [
    async ({ databaseKind, mailsOver, resend }, use) => {
      const sending = { RESEND_API_KEY: "re_test", RESEND_BASE_URL: resend.url, MAIL_FROM: "desk@desk.example" };
      const desk = await startDesk(databaseKind, undefined, mailsOver === "resend" ? sending : {});
      await Promise.all([createPerson(desk, "admin"), createPerson(desk, "viewer")]);
      await use(desk);
      await desk.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],

  // Playwright wants the first parameter destructured, also where nothing is taken from it.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  sessions: [({}, use) => use(new Map()), { scope: "worker" }],

  baseURL: ({ desk }, use) => use(desk.url),

  signIn: async ({ sessions }, use) => {
    await use(async (page, role = "admin", options) => {
      const known = options?.fresh ? undefined : sessions.get(role);
      if (known) {
        await page.context().addCookies(known);
        await page.goto(options?.at ?? "/customers");
        return;
      }
      await typeSignIn(page, PEOPLE[role]);
      await page.waitForURL("**/customers");
      if (!options?.fresh) sessions.set(role, await page.context().cookies());
      if (options?.at) await page.goto(options.at);
    });
  },

  expectAccessible: ({ withAxe }, use) => use(withAxe ? expectNoFindings : async () => {}),

  allowPageError: [
    async ({ page }, use) => {
      const seen: string[] = [];
      const allowed: RegExp[] = [
        // The browser notes every refused request, also those that the page answers with a sentence.
        /Failed to load resource/,
      ];
      page.on("pageerror", (error) => seen.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") seen.push(message.text());
      });
      await use((pattern) => {
        allowed.push(pattern);
      });
      const unexpected = seen.filter((text) => !allowed.some((pattern) => pattern.test(text)));
      expect(unexpected, "errors on the page's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Types the sign-in as a person does, wherever it leads. */
export async function typeSignIn(page: Page, { email, password }: Pick<Person, "email" | "password">): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Fails when a phone would scroll the page sideways. Leaves the page as wide as it was. */
export const expectFitsPhone = (page: Page): Promise<void> => expectFits(page, 390);

/** Fails when a window that wide would scroll sideways. Leaves the page as wide as it was. */
export async function expectFits(page: Page, width: number): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 844 });
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(sideways, { message: `pixels that ${page.url()} is wider than ${width}` }).toBeLessThanOrEqual(0);
  if (before) await page.setViewportSize(before);
}

async function createPerson(desk: DeskServer, role: Role): Promise<void> {
  const { email, name, password } = PEOPLE[role];
  await desk.command(["create-agent", "--email", email, "--name", name, "--role", role], `${password}\n`);
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function expectNoFindings(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    // What it has found is put together in this page, not in one opened for it: our only frames show mails, where no script runs.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // Of what axe looks at, the scheme changes colours alone.
    const { violations } = await (colorScheme === "light"
      ? axe.withTags(RULES)
      : axe.withRules("color-contrast")
    ).analyze();
    const findings = violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id} (${help}): ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
    );
    expect(findings, `accessibility in ${colorScheme}, ${page.url()}`).toEqual([]);
  }
}

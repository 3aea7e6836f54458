import type { Cookie, Page } from "@playwright/test";
import { expect, expectFits, expectFitsPhone, test } from "./desk";
import { type Furnished, furnish } from "./furnished";
import { setHubPassword, typeHubSignIn } from "./hub-customers";
import { expectEscapeCloses, expectKeyboardGoesRound, rememberFocus } from "./keyboard";

/** A page in one of its states. A new page is one more line. */
interface State {
  title: string;
  path: string | ((desk: Furnished) => string);
  /** Opens what the state is about. */
  open?: (page: Page) => Promise<void>;
  /** An open panel of controls is as wide as the window allows and closes when that changes. */
  isOverlay?: boolean;
  as?: "agent" | "customer" | "stranger";
}

const click = (name: string | RegExp, role: "button" | "link" | "checkbox" = "button") =>
  ((page) => page.getByRole(role, { name }).first().click()) satisfies State["open"];
/** The keys are listened to once the page has come to life, so they are pressed until something opens. */
const press = (keys: string) => async (page: Page) => {
  await page.getByRole("link", { name: "Settings" }).focus();
  await expect(async () => {
    await page.keyboard.press(keys);
    await page.getByRole("dialog").waitFor({ timeout: 1000 });
  }).toPass();
};

const STATES: State[] = [
  { title: "the customers", path: "/customers" },
  { title: "the customers' filters", path: "/customers?active=no", open: click(/^Filter/), isOverlay: true },
  { title: "the customers' view", path: "/customers", open: click("View"), isOverlay: true },
  { title: "a customer's menu", path: "/customers?q=wanda", open: click(/^Actions for/), isOverlay: true },
  { title: "a selection of customers", path: "/customers?q=wanda", open: click(/^Select Wanda/, "checkbox") },
  {
    title: "the question before a deletion",
    path: "/customers?q=wanda",
    open: async (page) => {
      await click(/^Select Wanda/, "checkbox")(page);
      await click(/^Delete selected/)(page);
    },
  },
  { title: "nobody found", path: "/customers?q=zzzzzz&hub=off" },
  { title: "the deleted customers", path: "/customers/deleted" },
  { title: "a new customer", path: "/customers/new" },
  {
    title: "a new customer's problems, with an attribute added",
    path: "/customers/new",
    open: async (page) => {
      await click("Add attribute")(page);
      await page.getByRole("textbox", { name: "Value" }).fill("42");
      await click(/^Save$/)(page);
      await expect(page.getByRole("combobox", { name: "Attribute name" })).toBeFocused();
    },
  },
  {
    title: "the question before leaving a form",
    path: "/customers/new",
    open: async (page) => {
      await page.getByRole("textbox", { name: "First name" }).fill("Ann");
      await click("Cancel", "link")(page);
      await page.getByRole("dialog").waitFor();
    },
  },
  { title: "a customer", path: ({ customerId }) => `/customers/${customerId}` },
  { title: "a customer's form", path: ({ customerId }) => `/customers/${customerId}/edit` },
  { title: "a customer to be merged", path: ({ customerId }) => `/customers/merge?keep=${customerId}` },
  { title: "no such customer", path: "/customers/999999" },
  { title: "the imports", path: "/customers/import" },
  { title: "an import to look at", path: ({ imports }) => `/customers/import/${imports.ready}` },
  { title: "an import's errors", path: ({ imports }) => `/customers/import/${imports.ready}?rows=errors` },
  { title: "an import's result", path: ({ imports }) => `/customers/import/${imports.done}` },
  {
    title: "the question before an import is undone",
    path: ({ imports }) => `/customers/import/${imports.done}`,
    open: click("Undo this import"),
  },
  { title: "an undone import", path: ({ imports }) => `/customers/import/${imports.undone}` },
  { title: "a cancelled import", path: ({ imports }) => `/customers/import/${imports.cancelled}` },
  { title: "a refused import", path: ({ imports }) => `/customers/import/${imports.refused}` },
  { title: "a mass action", path: ({ jobId }) => `/jobs/${jobId}` },
  { title: "the mass actions", path: "/jobs" },
  { title: "the possible duplicates", path: "/customers/duplicates" },
  { title: "the spam", path: "/tickets/quarantine/spam" },
  { title: "the organisations", path: "/organisations" },
  { title: "an organisation", path: ({ organisationId }) => `/organisations/${organisationId}` },
  { title: "the audit", path: "/audit" },
  { title: "the tickets", path: "/tickets" },
  { title: "the tickets' filters", path: "/tickets", open: click(/^Filter and sort/), isOverlay: true },
  { title: "the quarantine", path: "/tickets/quarantine" },
  { title: "no ticket found", path: "/tickets?q=zzzzzz&priority=low" },
  { title: "a new ticket", path: "/tickets/new" },
  {
    title: "a new ticket's problems",
    path: "/tickets/new",
    open: async (page) => {
      await page.getByText("Somebody new").click();
      await click("Create ticket")(page);
      await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
    },
  },
  { title: "a ticket", path: ({ ticketNumber }) => `/tickets/${ticketNumber}` },
  {
    title: "a ticket's customer",
    path: ({ ticketNumber }) => `/tickets/${ticketNumber}`,
    open: click(/^Customer Wanda/),
  },
  {
    title: "a ticket's change of reporter",
    path: ({ ticketNumber }) => `/tickets/${ticketNumber}`,
    open: click("Change reporter"),
  },
  { title: "the settings", path: "/settings" },
  { title: "the agents", path: "/settings/agents" },
  { title: "the attributes", path: "/settings/attributes" },
  { title: "the form over an attribute", path: "/settings/attributes", open: click("Change Role") },
  { title: "the question before an attribute goes", path: "/settings/attributes", open: click("Remove Department") },
  { title: "the Hub's settings", path: "/settings/hub" },
  { title: "the public request form", path: "/hub/request" },
  {
    title: "the public request form's problems",
    path: "/hub/request",
    open: async (page) => {
      await click("Send")(page);
      await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
    },
  },
  { title: "the built-in mailbox", path: "/settings/mailbox" },
  { title: "one's own notifications", path: "/settings/notifications" },
  { title: "the webhooks", path: "/settings/webhooks" },
  {
    title: "a new webhook, and what is wrong with it",
    path: "/settings/webhooks",
    open: async (page) => {
      await click("Add webhook")(page);
      await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
    },
  },
  {
    title: "a webhook and its log",
    path: ({ webhookId }) => `/settings/webhooks/${webhookId}`,
    open: (page) => page.getByText("Details").first().click(),
  },
  {
    title: "a webhook's form",
    path: ({ webhookId }) => `/settings/webhooks/${webhookId}`,
    open: click("Change"),
  },
  { title: "one's own access tokens", path: "/settings/tokens" },
  { title: "everybody's access tokens", path: "/settings/tokens?of=everybody" },
  {
    title: "a new access token, and what is wrong with it",
    path: "/settings/tokens",
    open: async (page) => {
      await click("Create token")(page);
      await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
    },
  },
  { title: "the notices", path: "/settings", open: click(/^Notices/), isOverlay: true },
  { title: "the developers' settings", path: "/settings/developers" },
  { title: "the palette", path: "/settings", open: press("Control+k") },
  { title: "the shortcuts", path: "/settings", open: press("?") },
  { title: "the account's menu", path: "/settings", open: click(/^Your account/), isOverlay: true },
  { title: "the sign-in", path: "/sign-in", as: "stranger" },
  { title: "the Hub's sign-in", path: "/hub/sign-in", as: "stranger" },
  { title: "the Hub's registration", path: "/hub/register", as: "stranger" },
  { title: "a customer's requests", path: "/hub/tickets", as: "customer" },
  {
    title: "a customer's requests of an organisation",
    path: ({ organisationId }) => `/hub/tickets?organisation=${organisationId}`,
    as: "customer",
  },
  {
    title: "a customer's new request and its problems",
    path: "/hub/tickets/new",
    as: "customer",
    open: async (page) => {
      await click("Send")(page);
      await expect(page.getByRole("textbox", { name: "Subject" })).toBeFocused();
    },
  },
  { title: "a customer's request", path: ({ ticketNumber }) => `/hub/tickets/${ticketNumber}`, as: "customer" },
  {
    title: "a customer's profile and its problems",
    path: "/hub/profile",
    as: "customer",
    open: async (page) => {
      await page.getByRole("textbox", { name: "New e-mail" }).fill("ann@");
      await page.getByRole("textbox", { name: "Your password" }).fill("guess");
      await click("Change the e-mail")(page);
      await expect(page.getByRole("textbox", { name: "Your password" })).toHaveAccessibleDescription(/not your/);
    },
  },
  { title: "a link to a new address that opens nothing", path: "/hub/confirm-address?token=x", as: "stranger" },
  {
    title: "a customer's account menu",
    path: "/hub/profile",
    as: "customer",
    open: click(/^Your account/),
    isOverlay: true,
  },
];

let furnished: Furnished;
test.beforeAll(async ({ desk }) => {
  test.setTimeout(120_000);
  furnished = await furnish(desk);
});

for (const { title, path, open, isOverlay, as = "agent" } of STATES) {
  test(`${title}: all by keyboard, nothing for axe, no sideways scroll on a phone or at 200 per cent`, async ({
    page,
    signIn,
    expectAccessible,
  }, info) => {
    await page.addInitScript(rememberFocus);
    const at = typeof path === "string" ? path : path(furnished);
    if (as === "agent") await signIn(page, "admin", { at });
    else if (as === "customer") await enterHub(page, signIn, at);
    else await page.goto(at);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await open?.(page);
    await expectKeyboardGoesRound(page, "Tab");
    await expectAccessible(page);
    if (!isOverlay) {
      // A window of 640 pixels is what one of 1280 is at 200 per cent.
      await expectFits(page, 640);
      await expectFits(page, 390);
      if (process.env.SCREENS) await shoot(page, `${process.env.SCREENS}/${info.title.split(":")[0]}`);
      await page.setViewportSize({ width: 640, height: 400 });
      await expectKeyboardGoesRound(page, "Shift+Tab");
      // What opened it must be there to go back to: the menu at the top is another one in a narrow window.
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    await expectEscapeCloses(page);
  });
}

test("the phone's menu: all by keyboard, nothing for axe, no sideways scroll", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.addInitScript(rememberFocus);
  await signIn(page);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("dialog").waitFor();
  await expectKeyboardGoesRound(page, "Tab");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await expectEscapeCloses(page);
});

let hubCookies: Cookie[] | undefined;

/** Wanda's own pages; only the first test sets her password and types it. */
async function enterHub(page: Page, signIn: (page: Page) => Promise<void>, at: string): Promise<void> {
  if (!hubCookies) {
    await signIn(page);
    await setHubPassword(page, furnished.email);
    await page.context().clearCookies();
    await typeHubSignIn(page, furnished.email);
    await page.waitForURL("**/hub/tickets");
    hubCookies = await page.context().cookies();
  }
  await page.context().addCookies(hubCookies);
  await page.goto(at);
}

/** SCREENS=folder keeps a picture of each state for people to look at: at 200 per cent, wide, and dark on a phone. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${name} wide.png` });
  await page.setViewportSize({ width: 640, height: 400 });
  await page.screenshot({ path: `${name} 200.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${name} phone.png`, fullPage: true });
}

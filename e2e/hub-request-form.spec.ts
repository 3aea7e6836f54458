import { expect, expectFitsPhone, test } from "./desk";
import { anAdminsWindow, ask } from "./hub-customers";

test("somebody without an account sends a request once, and an agent finds it", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  await page.goto("/hub/sign-in");
  await page.getByRole("link", { name: "Send a request without signing in" }).click();
  const field = (name: string) => page.getByRole("textbox", { name });
  await field("Name").fill("Ida Berg");
  await field("E-mail").fill("ida@");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(field("E-mail")).toBeFocused();
  await expect(field("E-mail")).toHaveAccessibleDescription(/part after the @/);
  await expect(field("Subject")).toHaveAccessibleDescription(/few words/);
  await expect(field("Message")).toHaveAccessibleDescription(/Write a message/);
  await expect(field("Name")).toHaveValue("Ida Berg");
  await expect(page.getByRole("textbox")).toHaveCount(5);

  await field("E-mail").fill("ida@example.com");
  await field("Subject").fill("The lift stops");
  await field("Message").fill("Between two floors.");
  await page.getByRole("button", { name: "Send" }).dblclick();
  await expect(page.getByText("Your request has been sent")).toBeVisible();
  await expect(page.getByText("We answer to ida@example.com.")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  const list = async () => {
    const { data } = await ask(agent, '{ tickets(query: "lift stops") { nodes { number } } }');
    return data.tickets.nodes;
  };
  await expect.poll(list, { timeout: 30_000 }).toHaveLength(1);
  const [{ number }] = await list();
  await agent.goto(`/tickets/${number}`);
  await expect(agent.getByText("Between two floors.")).toBeVisible();
  await agent.getByText("Came by the request form").click();
  await expect(agent.getByText("Ida Berg <ida@example.com>")).toBeVisible();

  await agent.goto("/settings/hub");
  await agent.getByRole("switch", { name: "Public request form" }).uncheck();
  await agent.getByRole("button", { name: "Save" }).click();
  await expect(agent.getByText("Settings saved.")).toBeVisible();
  await page.getByRole("button", { name: "Send another request" }).click();
  await expect(field("Name")).toHaveValue("");
  await page.goto("/hub/request");
  await expect(page.getByRole("heading", { name: "There is no request form here" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/hub/sign-in");
  await expect(page.getByRole("link", { name: "Register" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Send a request" })).toHaveCount(0);
  // The desk is shared with the other files.
  await ask(agent, "mutation { updateSettings(input: { hasRequestForm: true }) { userErrors { message } } }");
});

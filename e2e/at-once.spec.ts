import { aColleague, anAddress } from "./colleague";
import { expect, test, typeSignIn } from "./desk";

const CREATE = `mutation ($input: CreateCustomerInput!) {
  createCustomer(input: $input) { customer { id } userErrors { code customerId } }
}`;

interface Created {
  createCustomer: { customer: { id: string } | null; userErrors: { code: string; customerId: string }[] };
}

test("the open page of an agent who is deactivated ends at the next click", async ({ page, desk }) => {
  const leaver = { email: anAddress("leaver"), password: "a password of their own" };
  await desk.command(
    ["create-agent", "--email", leaver.email, "--name", "Lea Leaver", "--role", "agent"],
    `${leaver.password}\n`,
  );
  await typeSignIn(page, leaver);
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  await page.getByRole("link", { name: "New customer" }).first().click();
  await page.getByRole("textbox", { name: "First name" }).fill("Nobody");
  await desk.command(["deactivate-agent", "--email", leaver.email]);

  // Neither what the page would write nor what it would read: the next click leads to the sign-in page.
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const answer = await page.request.post("/api/graphql", { data: { query: "{ viewer { name } }" } });
  expect((await answer.json()).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  expect(await (await aColleague(desk)).ask('{ customers(first: 1, query: "nobody") { totalCount } }')).toEqual({
    customers: { totalCount: 0 },
  });
});

test("twenty creates of one address at once make one customer and nineteen clear errors", async ({ desk }) => {
  const colleague = await aColleague(desk);
  const email = anAddress("twenty");
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      colleague.ask<Created>(CREATE, { input: { email: index % 2 ? email : ` ${email.toUpperCase()} ` } }),
    ),
  );
  const made = answers.flatMap(({ createCustomer }) => createCustomer.customer ?? []);
  expect(made).toHaveLength(1);
  const errors = answers.flatMap(({ createCustomer }) => createCustomer.userErrors);
  expect(errors).toEqual(Array.from({ length: 19 }, () => ({ code: "TAKEN", customerId: made[0]?.id })));
  expect(
    await colleague.ask("query ($query: String!) { customers(first: 2, query: $query) { totalCount } }", {
      query: email,
    }),
  ).toEqual({ customers: { totalCount: 1 } });
});

test("two agents who save one customer at once: nobody's words are lost", async ({ browser, page, desk, signIn }) => {
  const colleague = await aColleague(desk);
  const input = { email: anAddress("shared"), firstName: "Shari", lastName: "Dee" };
  const { createCustomer } = await colleague.ask<Created>(CREATE, { input });
  const context = await browser.newContext({ baseURL: desk.url });
  const other = await context.newPage();
  await signIn(page);
  await context.addCookies(await page.context().cookies());
  for (const each of [page, other]) await each.goto(`/customers/${createCustomer.customer?.id}/edit`);
  await page.getByRole("textbox", { name: "First name" }).fill("Sharon");
  await other.getByRole("textbox", { name: "First name" }).fill("Sherry");
  await other.getByRole("textbox", { name: "Mobile" }).fill("+44 7700 900555");
  const save = { name: "Save", exact: true };
  await Promise.all([page, other].map((each) => each.getByRole("button", save).click()));

  // One of the two was first; the other one is shown whose change it met, and saves again.
  const notice = /A colleague saved first/;
  const isSecond = async (each: typeof page) => (await each.getByRole("alert").filter({ hasText: notice }).count()) > 0;
  await expect.poll(async () => [await isSecond(page), await isSecond(other)].filter(Boolean)).toHaveLength(1);
  const second = (await isSecond(page)) ? page : other;
  await expect(second.getByRole("row", { name: /First name/ })).toContainText(second === page ? "Sherry" : "Sharon");
  await second.getByRole("button", save).click();
  await expect(second).toHaveURL(/\/customers\/\d+$/);
  await expect(second.getByRole("heading", { level: 1 })).toHaveText(second === page ? /Sharon/ : /Sherry/);
  await expect(second.getByRole("link", { name: "+44 7700 900555" })).toBeVisible();
  await context.close();
});

import { test } from "./desk";

test("shots", async ({ page, signIn, expectAccessible }) => {
  test.setTimeout(120_000);
  await signIn(page);
  for (const [width, scheme] of [[1280, "light"], [390, "light"], [1280, "dark"], [390, "dark"]] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto("/settings/mailbox");
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/mo-shots/mailbox-${width}-${scheme}.png`, fullPage: true });
  }
  await expectAccessible(page);
});

import { expect, type Page } from "@playwright/test";
import { installFocusProbe } from "./focus-probe";

type TabKey = "Tab" | "Shift+Tab";

/** A date has a stop for each of its parts. */
const STOPS_OF_ONE_CONTROL = 5;
const OVERLAYS = "[role=dialog], [role=alertdialog], [role=menu]";

/**
 * Goes round the page, or round the dialog or menu that holds the focus, by the keyboard alone. Fails on a control that is never
 * reached, on a focus that looks like none, and on one beneath something else (WCAG 2.2: 2.1.1, 2.1.2, 2.4.7, 2.4.11).
 */
export async function expectKeyboardGoesRound(page: Page, key: TabKey): Promise<void> {
  const width = page.viewportSize()?.width;
  await expect.poll(() => page.evaluate(hasFocusOnTop, OVERLAYS), { message: "what is open has the focus" }).toBe(true);
  expect(await goRound(page, key), `what the keyboard alone meets with ${key} on ${page.url()}, ${width} wide`).toEqual(
    [],
  );
}

/** Runs in the page. What opens over it takes the focus some frames after it is there. */
async function hasFocusOnTop(overlays: string): Promise<boolean> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const isOpen = [...document.querySelectorAll(overlays)].some((one) => one.checkVisibility());
  return !isOpen || document.activeElement?.closest(overlays) !== null;
}

async function goRound(page: Page, key: TabKey): Promise<string[]> {
  await page.evaluate(installFocusProbe);
  const { count, isMenu, options } = await page.evaluate(() => window.focusProbe);
  const faults: string[] = [];
  const press = async (pressed: string) => {
    await page.keyboard.press(pressed);
    const stop = await page.evaluate(() => window.focusProbe.stop());
    faults.push(...stop.faults);
    return stop.id;
  };
  for (let pressed = 0; pressed < options; pressed += 1) await press("ArrowDown");
  const next = isMenu ? "ArrowDown" : key;
  const seen: number[] = [];
  for (let pressed = 0; pressed < count * STOPS_OF_ONE_CONTROL + 10; pressed += 1) {
    const id = await press(next);
    const isRound = id === seen[0] && (seen.at(-1) !== id || seen.length > STOPS_OF_ONE_CONTROL);
    if (isRound) break;
    if (id !== 0) seen.push(id);
  }
  const unreached = await page.evaluate(() => window.focusProbe.unreached());
  return [...faults, ...unreached.map((name) => `never reached: ${name}`)];
}

/** For `page.addInitScript`: where the focus was before something opened over the page. */
export function rememberFocus(): void {
  addEventListener("focusin", ({ target }) => {
    const isInside = target instanceof Element && target.closest("[role=dialog], [role=alertdialog], [role=menu]");
    if (target instanceof Element && !isInside) window.focusedOnPage = target;
  });
}

/** Escape closes what is open over the page, if anything is, and the focus is back on what opened it. */
export async function expectEscapeCloses(page: Page): Promise<void> {
  const overlays = page.locator(OVERLAYS).filter({ visible: true });
  if ((await overlays.count()) === 0) return;
  await page.keyboard.press("Escape");
  await expect(overlays).toHaveCount(0);
  const isBack = () => page.evaluate(() => document.activeElement === window.focusedOnPage);
  await expect.poll(isBack, { message: "the focus is back where it was" }).toBe(true);
}

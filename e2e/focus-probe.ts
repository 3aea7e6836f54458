/** What the page tells after a key was pressed. */
export interface Stop {
  /** The same for the same element; 0 is the page itself, before its first control and after its last. */
  id: number;
  name: string;
  faults: string[];
}

/** Lives in the page between two presses of a key. */
export interface FocusProbe {
  /** How many controls there are in what the keyboard is to go round: the open dialog, the open menu or the page. */
  count: number;
  /** Whether the arrow keys lead round, as in a menu. */
  isMenu: boolean;
  /** What has the focus now. */
  stop(): Stop;
  unreached(): string[];
  /** How many options the arrow keys choose from while the focus stays in a field. */
  options: number;
}

declare global {
  interface Window {
    focusProbe: FocusProbe;
    /** What had the focus last outside of dialogs and menus. */
    focusedOnPage?: Element;
  }
}

/** Runs in the page, so it uses nothing from outside of itself. */
export function installFocusProbe(): void {
  const CONTROLS =
    "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [contenteditable=true], " +
    "[tabindex]:not([tabindex='-1']), [role=button], [role=link], [role=checkbox], [role=switch], [role=tab], [role=slider], " +
    "[role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=option]";
  // By the ARIA patterns Tab leads to one member, the arrow keys to the others, which then have the tabindex -1.
  const GROUPS = "[role=radiogroup], [role=tablist], [role=toolbar], [role=tree], [role=grid]";
  // What only the mouse needs, as the keyboard has Backspace in the field, the arrow keys, or a button beside it that opens the same;
  // and what nobody is to find.
  const FOR_THE_MOUSE =
    "[aria-hidden=true][tabindex='-1'], [aria-hidden=true] [tabindex='-1'], input[type=file][tabindex='-1']";
  const SHOWN = { visibilityProperty: true, contentVisibilityAuto: true };

  // A look that is still fading in is not the look of the focus.
  const still = new CSSStyleSheet();
  still.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets = [still];

  const scope = document.activeElement?.closest("[role=menu], [role=dialog], [role=alertdialog]") ?? document.body;
  if (scope === document.body) {
    // The next Tab goes on from the edge of the page, wherever the page has put the focus.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  }

  const isOff = (element: Element) =>
    !element.isConnected ||
    !element.checkVisibility(SHOWN) ||
    element.matches(`:disabled, [aria-disabled=true][role=option], ${FOR_THE_MOUSE}`) ||
    element.closest("[inert]") !== null;
  const controls = [...scope.querySelectorAll<HTMLElement>(CONTROLS)].filter((element) => !isOff(element));

  const nameOf = (element: Element) => {
    const labels = element instanceof HTMLInputElement ? element.labels : null;
    const name = element.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? element.textContent?.trim();
    const kind = element.getAttribute("role") ?? element.getAttribute("type") ?? "";
    return `${element.tagName.toLowerCase()} ${kind} “${name?.slice(0, 60)}”`;
  };
  const placeOf = (element: Element): unknown => {
    if (element instanceof HTMLInputElement && element.type === "radio") return `radio ${element.name}`;
    return element.getAttribute("tabindex") === "-1" ? (element.closest(GROUPS) ?? element) : element;
  };
  const reached = new Set<unknown>();
  const unreached = () => controls.filter((control) => !isOff(control) && !reached.has(placeOf(control)));

  const lookOf = (element: Element) =>
    [element, element.nextElementSibling, element.parentElement, element.parentElement?.parentElement]
      .filter((one) => one instanceof Element)
      .map((one) => {
        const style = getComputedStyle(one);
        const outline = style.outlineStyle === "none" ? "" : `${style.outlineWidth} ${style.outlineColor}`;
        return [outline, style.boxShadow, style.borderColor, style.borderWidth, style.backgroundColor, style.transform];
      })
      .join("|");

  /** The part of a rectangle that neither the window nor a scrolling area cuts off. */
  const inSight = (rect: DOMRect, element: Element) => {
    const seen = { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom };
    const cut = (by: { left: number; top: number; right: number; bottom: number }) => {
      seen.left = Math.max(seen.left, by.left);
      seen.top = Math.max(seen.top, by.top);
      seen.right = Math.min(seen.right, by.right);
      seen.bottom = Math.min(seen.bottom, by.bottom);
    };
    cut({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
    for (let one = element.parentElement; one && one !== document.body; one = one.parentElement)
      if (getComputedStyle(one).overflow !== "visible") cut(one.getBoundingClientRect());
    return seen;
  };
  const isCovered = (element: Element) => {
    const size = element.getBoundingClientRect();
    // Something beside it may be what people see of it, as the track of a switch.
    const isDrawn = size.width > 4 && size.height > 4 && getComputedStyle(element).opacity !== "0";
    const drawn = isDrawn ? element : (element.closest("label") ?? element.parentElement ?? element);
    return ![...drawn.getClientRects()].some((rect) => {
      const { left, top, right, bottom } = inSight(rect, drawn);
      if (right - left < 1 || bottom - top < 1) return false;
      return [0.1, 0.5, 0.9].some((across) =>
        [0.1, 0.5, 0.9].some((down) => {
          const hit = document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down);
          return hit !== null && (drawn.contains(hit) || hit.contains(drawn));
        }),
      );
    });
  };

  const ids = new Map<Element, number>();
  let before: { element: Element; look: string } | undefined;
  const stop = (): Stop => {
    const focused = document.activeElement;
    if (focused) reached.add(placeOf(focused));
    const element = document.getElementById(focused?.getAttribute("aria-activedescendant") ?? "") ?? focused;
    const faults: string[] = [];
    const isSame = before && before.element !== element && lookOf(before.element) === before.look;
    if (before && isSame && !isOff(before.element))
      faults.push(`looks the same with the focus: ${nameOf(before.element)}`);
    before = undefined;
    if (!element || element === document.body) return { id: 0, name: "the page", faults };
    reached.add(placeOf(element));
    // Inside of a frame, what has the focus shows it there.
    if (!(element instanceof HTMLIFrameElement)) before = { element, look: lookOf(element) };
    if (isCovered(element)) faults.push(`covered while it has the focus: ${nameOf(element)}`);
    if (!ids.has(element)) ids.set(element, ids.size + 1);
    return { id: ids.get(element) ?? 0, name: nameOf(element), faults };
  };
  window.focusProbe = {
    count: controls.length,
    isMenu: scope.getAttribute("role") === "menu",
    stop,
    unreached: () => unreached().map(nameOf),
    options: controls.filter((control) => control.getAttribute("role") === "option").length,
  };
}

type Ask = (go: () => void) => void;

/** One for each part of the page with something that is not saved. */
let asks: readonly Ask[] = [];
let isAllowed = false;

/** Has whoever is about to leave the page asked first, until the returned function is called. */
export function askBeforeLeaving(ask: Ask): () => void {
  asks = [...asks, ask];
  isAllowed = false;
  return () => {
    asks = asks.filter((one) => one !== ask);
  };
}

/** Whoever has answered is not asked again for another part of the same page. */
export function allowLeaving(): void {
  isAllowed = true;
}

export const isLeavingAllowed = (): boolean => isAllowed;

/** Leaves the page by a key, the palette or a button, which no guard of links notices: at once, or after the question. */
export function leave(go: () => void): void {
  const ask = asks.at(-1);
  if (ask && !isAllowed) ask(go);
  else go();
}

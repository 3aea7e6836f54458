type Ask = (go: () => void) => void;

let asked: Ask | undefined;

/** Has whoever is about to leave the page asked first, until the returned function is called. */
export function askBeforeLeaving(ask: Ask): () => void {
  asked = ask;
  return () => {
    if (asked === ask) asked = undefined;
  };
}

/** Leaves the page by a key, the palette or a button, which no guard of links notices: at once, or after the question. */
export function leave(go: () => void): void {
  if (asked) asked(go);
  else go();
}

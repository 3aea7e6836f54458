// Apart from the bar that shows it: what instrumentation-client.ts imports goes into a script of its own, without its styles.

let coming: string | undefined;
const listeners = new Set<() => void>();

export const comingPage = {
  /** The path of the page that is on its way. */
  path: () => coming,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  set(path: string | undefined): void {
    coming = path;
    for (const listener of listeners) listener();
  },
};

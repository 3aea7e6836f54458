"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import type { Shortcut } from "./use-shortcuts";

/** What a key does on the page that is open; the help and the palette list it. */
export interface PageKey extends Shortcut {
  label: string;
}

const NONE: readonly PageKey[] = [];
let shown = NONE;
let owners: readonly (readonly PageKey[])[] = [];
const listeners = new Set<() => void>();

function change(next: typeof owners): void {
  owners = next;
  shown = owners.flat();
  for (const listener of listeners) listener();
}

/** Gives the page these keys for as long as the component that calls it is there. */
export function usePageKeys(keys: readonly PageKey[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  const names = JSON.stringify(keys.map(({ keys: pressed, label }) => [pressed, label]));
  useEffect(() => {
    const own = (JSON.parse(names) as [string, string][]).map(([pressed, label], index) => ({
      keys: pressed,
      label,
      // What was drawn last knows what is on the screen.
      run: () => latest.current[index]?.run(),
    }));
    change([...owners, own]);
    return () => change(owners.filter((one) => one !== own));
  }, [names]);
}

/** The keys of the page that is open. */
export function useKeysOfPage(): readonly PageKey[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
    () => NONE,
  );
}

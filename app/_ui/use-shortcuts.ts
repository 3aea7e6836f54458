"use client";

import { useEffect, useRef } from "react";

export interface Shortcut {
  /** One key (`n`, `?`) or several pressed one after the other (`g c`). */
  keys: string;
  run: () => void;
}

/** The second key of a sequence must come within this time, in milliseconds. */
const SEQUENCE_PAUSE = 1_200;

/** Keys without Ctrl, Alt or Cmd. They sleep while someone types, and while a dialog or a menu is open. */
export function useShortcuts(shortcuts: Shortcut[], isEnabled: boolean): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;

  useEffect(() => {
    if (!isEnabled) return;
    let pressed = "";
    let pressedAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
      if (event.key.length !== 1 || isTyping(event.target) || isSomethingOpen()) return;
      const now = Date.now();
      const sequence = pressed && now - pressedAt < SEQUENCE_PAUSE ? `${pressed} ${event.key}` : event.key;
      const match =
        latest.current.find((shortcut) => shortcut.keys === sequence) ??
        latest.current.find((shortcut) => shortcut.keys === event.key);
      pressed = match ? "" : event.key;
      pressedAt = now;
      if (!match) return;
      event.preventDefault();
      match.run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [isEnabled]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}

/** A closed select keeps its list in the page, hidden. */
function isSomethingOpen(): boolean {
  const panels = document.querySelectorAll("[role=dialog], [role=menu], [role=listbox]");
  return [...panels].some((panel) => panel.checkVisibility());
}

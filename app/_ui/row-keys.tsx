"use client";

import { usePageKeys } from "./page-keys";

/** The rows of the list that the page shows; see ListArea. */
const ROWS = "[data-list] tbody tr";

/** Walks through a list by single keys: each row's link takes the focus, and Enter opens it. */
export function RowKeys() {
  usePageKeys([
    { keys: "j", label: "Next row", run: () => step(1) },
    { keys: "k", label: "Previous row", run: () => step(-1) },
  ]);
  return null;
}

/** Ticks the row that has the focus, where rows can be ticked. */
export function TickKey() {
  usePageKeys([
    {
      keys: "x",
      label: "Tick the row",
      run: () => rows()[currentRow()]?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click(),
    },
  ]);
  return null;
}

const rows = () => [...document.querySelectorAll<HTMLElement>(ROWS)];
const currentRow = () => rows().findIndex((row) => row.contains(document.activeElement));

function step(by: 1 | -1): void {
  const all = rows();
  const current = currentRow();
  const next = current === -1 ? (by === 1 ? 0 : all.length - 1) : current + by;
  all[next]?.querySelector<HTMLElement>("th a, a")?.focus();
}

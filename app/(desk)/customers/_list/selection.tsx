"use client";

import { Checkbox } from "@mantine/core";
import { type ChangeEvent, createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import type { Selected } from "../_mass/selected";

/** As many as the API takes by id. */
const MAX_TICKED = 1000;

export interface SelectionView {
  query?: string;
  filter: NonNullable<NonNullable<Selected["matching"]>["filter"]>;
}

interface Selection {
  /** Ticked one by one, on this page or another. */
  ticked: ReadonlySet<string>;
  /** Everything that the view has. */
  isMatching: boolean;
  pageIds: readonly string[];
  isTicked(id: string): boolean;
  tick(ids: readonly string[], isOn: boolean): void;
  /** From the row that was ticked last to this one, if both are on the page. */
  tickTo(id: string, isOn: boolean): void;
  tickAllMatching(): void;
  clear(): void;
  selected(): Selected;
}

const Context = createContext<Selection | undefined>(undefined);

export function useSelection(): Selection {
  const selection = useContext(Context);
  if (!selection) throw new Error("A control of the selection stands outside of its SelectionProvider.");
  return selection;
}

interface Kept {
  view: string;
  ticked: ReadonlySet<string>;
  isMatching: boolean;
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Keeps which customers are ticked while one pages, sorts or changes the size of a page. Another search or filter is another
 * question: the selection is dropped then, and said to be.
 */
export function SelectionProvider({
  ids,
  view,
  children,
}: {
  ids: string[];
  view: SelectionView;
  children: ReactNode;
}) {
  const key = JSON.stringify(view);
  const [kept, setKept] = useState<Kept>({ view: key, ticked: NOBODY, isMatching: false });
  const last = useRef<string>(undefined);
  const isOfThisView = kept.view === key;
  const { ticked, isMatching } = isOfThisView ? kept : { ticked: NOBODY, isMatching: false };
  const isDropped = !isOfThisView && (kept.isMatching || kept.ticked.size > 0);

  useEffect(() => {
    if (isOfThisView) return;
    setKept({ view: key, ticked: NOBODY, isMatching: false });
    last.current = undefined;
    if (isDropped) toastDone({ message: "The selection was cleared, because the search or the filters changed." });
  }, [isOfThisView, isDropped, key]);

  const keep = (next: ReadonlySet<string>) => {
    if (next.size > MAX_TICKED)
      toastProblem(`Tick at most ${MAX_TICKED.toLocaleString("en-GB")}, or select all that match.`);
    else setKept({ view: key, ticked: next, isMatching: false });
  };
  const tick: Selection["tick"] = (some, isOn) => {
    // Whoever takes one off "all that match" means the others on this page: nothing else is at hand by name.
    const next = new Set(isMatching ? ids : ticked);
    for (const id of some) isOn ? next.add(id) : next.delete(id);
    last.current = some.at(-1);
    keep(next);
  };
  const selection: Selection = {
    ticked,
    isMatching,
    pageIds: ids,
    isTicked: (id) => isMatching || ticked.has(id),
    tick,
    tickTo: (id, isOn) => {
      const [from, to] = [ids.indexOf(last.current ?? id), ids.indexOf(id)];
      if (from === -1 || to === -1) tick([id], isOn);
      else tick([...ids.slice(Math.min(from, to), Math.max(from, to) + 1).filter((one) => one !== id), id], isOn);
    },
    tickAllMatching: () => setKept({ view: key, ticked: NOBODY, isMatching: true }),
    clear: () => setKept({ view: key, ticked: NOBODY, isMatching: false }),
    selected: () => (isMatching ? { matching: view } : { ids: [...ticked] }),
  };
  return <Context value={selection}>{children}</Context>;
}

export function SelectRow({ id, name }: { id: string; name: string }) {
  const { isTicked, tick, tickTo } = useSelection();
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const isOn = event.currentTarget.checked;
    // A browser tells of a ticked box with a click, of the pointer or of the space bar, Shift included.
    const { nativeEvent } = event;
    const isRange = "shiftKey" in nativeEvent && nativeEvent.shiftKey === true;
    if (!isRange) return tick([id], isOn);
    window.getSelection()?.removeAllRanges();
    tickTo(id, isOn);
  };
  return <Checkbox size="xs" aria-label={`Select ${name}`} checked={isTicked(id)} onChange={onChange} />;
}

export function SelectPage() {
  const { isTicked, pageIds, tick } = useSelection();
  const ticked = pageIds.filter(isTicked).length;
  const isAll = ticked === pageIds.length;
  return (
    <Checkbox
      size="xs"
      aria-label="Select all on this page"
      checked={ticked > 0 && isAll}
      indeterminate={ticked > 0 && !isAll}
      onChange={() => tick(pageIds, !isAll)}
    />
  );
}

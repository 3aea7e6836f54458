"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { attempt } from "./attempt";

interface OlderPage<T> {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/**
 * The rest of a long list, a page at each press. The focus goes to the first of the new items, which carries
 * `data-older` with its id and `tabIndex={-1}`.
 */
export function useOlder<T extends { id: string }>(
  after: string | null,
  load: (cursor: string) => Promise<OlderPage<T> | undefined>,
) {
  const [items, setItems] = useState<T[]>([]);
  const [cursor, setCursor] = useState(after);
  const [isLoading, start] = useTransition();
  const firstNew = useRef<string>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the items have been drawn.
  useEffect(() => {
    if (!firstNew.current) return;
    document.querySelector<HTMLElement>(`[data-older="${firstNew.current}"]`)?.focus();
    firstNew.current = undefined;
  }, [items]);

  const showOlder = () =>
    start(async () => {
      if (!cursor) return;
      const page = await attempt(() => load(cursor));
      if (!page) return;
      firstNew.current = page.nodes[0]?.id;
      setItems((known) => [...known, ...page.nodes]);
      setCursor(page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null);
    });
  return { items, hasMore: cursor !== null, isLoading, showOlder };
}

"use client";

import { useEffect, useState } from "react";
import type { Find, Found } from "./found";

/** Long enough that a typed word is one question, short enough to feel immediate. In milliseconds. */
const PAUSE = 120;

/** What `find` brings for the words typed. A newer question aborts the older one, so that answers never overtake. */
export function useFound(find: Find, query: string) {
  const [found, setFound] = useState<Found[]>([]);
  const [isSearching, setIsSearching] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const words = query.trim();

  useEffect(() => {
    setHasFailed(false);
    setIsSearching(words !== "");
    if (words === "") {
      setFound([]);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await find(words, abort.signal);
        if (!abort.signal.aborted) setFound(answer);
      } catch {
        if (abort.signal.aborted) return;
        setFound([]);
        setHasFailed(true);
      } finally {
        if (!abort.signal.aborted) setIsSearching(false);
      }
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [find, words]);

  return { found, isSearching, hasFailed };
}

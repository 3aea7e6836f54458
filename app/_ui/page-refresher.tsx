"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

interface PageRefresherProps {
  /** Pause between the end of one refresh and the start of the next. */
  seconds?: number;
}

/**
 * Renders the page anew on the server again and again, for as long as it is on the page: show it while something is going
 * on. It waits for each answer, and rests while the tab is in the background.
 */
export function PageRefresher({ seconds = 1 }: PageRefresherProps) {
  const router = useRouter();
  const [isRefreshing, startRefresh] = useTransition();

  useEffect(() => {
    if (isRefreshing) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => startRefresh(() => router.refresh());
    const schedule = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(refresh, seconds * 1000);
    };
    schedule();
    document.addEventListener("visibilitychange", schedule);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", schedule);
    };
  }, [isRefreshing, router, seconds]);

  return null;
}

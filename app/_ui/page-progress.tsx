"use client";

import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { comingPage } from "./coming-page";
import classes from "./page-progress.module.css";

// Why not loading.tsx: it answers 200 before the page knows whether there is anything to see, and a missing or forbidden
// page could no longer say 404 or 403. What one sees stays until the next page is there, with this bar above it.

/** A page that has not come by then will not: its request failed, or it led back to where one is. In milliseconds. */
const PATIENCE = 15_000;

/** Says that the next page is on its way; only where it takes long enough to be noticed. */
export function PageProgress() {
  const pathname = usePathname();
  const target = useSyncExternalStore(comingPage.subscribe, comingPage.path, () => undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what is waited for.
  useEffect(() => comingPage.set(undefined), [pathname]);
  useEffect(() => {
    if (target === undefined) return;
    const timer = setTimeout(() => comingPage.set(undefined), PATIENCE);
    return () => clearTimeout(timer);
  }, [target]);
  return (
    <>
      <div className="look-hidden" role="status">
        {target !== undefined && "Loading…"}
      </div>
      {target !== undefined && <div className={classes.bar} data-page-progress aria-hidden />}
    </>
  );
}

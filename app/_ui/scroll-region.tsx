import type { ReactNode } from "react";
import classes from "./scroll-region.module.css";

/** What is wider than a phone (a table, code) scrolls in here, by finger, wheel and keyboard, so that the page never does. */
export function ScrollRegion({ id, label, children }: { id?: string; label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus can be scrolled with the arrow keys.
    <section id={id} className={classes.region} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

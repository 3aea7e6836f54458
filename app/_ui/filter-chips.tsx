import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./list.module.css";
import { ListLink } from "./list-navigation";

export interface FilterChip {
  label: string;
  value: ReactNode;
  /** The list without this filter. */
  href: string;
}

/** What is in force; a click takes it off. */
export function FilterChips({ chips, clearHref }: { chips: FilterChip[]; clearHref: string }) {
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Filters in force">
      {chips.map((chip) => (
        <li key={chip.label + chip.href}>
          <ListLink href={chip.href} className={classes.chip} goesToList>
            <span className="look-hidden">Remove the filter </span>
            <span className={classes.chipText}>
              {chip.label}: <strong>{chip.value}</strong>
            </span>
            <IconX size={14} aria-hidden />
          </ListLink>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <ListLink href={clearHref} className={classes.chipClear} goesToList>
            Clear all
          </ListLink>
        </li>
      )}
    </ul>
  );
}

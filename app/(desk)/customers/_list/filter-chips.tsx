import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Moment } from "@/app/_ui/moment";
import classes from "./customer-list.module.css";
import { ListLink } from "./list-navigation";
import { type ListState, listHref, NO_FILTERS } from "./list-state";
import { sourceLabel } from "./sources";

interface Chip {
  label: string;
  value: ReactNode;
  without: Partial<ListState>;
}

/** What is in force; a click takes it off. */
export function FilterChips({ state, organisationName }: { state: ListState; organisationName?: string }) {
  const chips = chipsOf(state, organisationName);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Filters in force">
      {chips.map((chip) => (
        <li key={`${chip.label}${JSON.stringify(chip.without)}`}>
          <ListLink href={listHref(state, chip.without)} className={classes.chip}>
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
          <ListLink href={listHref(state, NO_FILTERS)} className={classes.chipClear}>
            Clear all
          </ListLink>
        </li>
      )}
    </ul>
  );
}

function chipsOf(state: ListState, organisationName: string | undefined): Chip[] {
  const chips: Chip[] = [];
  const { isActive, hubAccess, organisationId, source, createdFrom, createdBefore, attributes } = state;
  if (isActive !== undefined)
    chips.push({ label: "Is Active", value: isActive ? "Yes" : "No", without: { isActive: undefined } });
  if (hubAccess !== undefined)
    chips.push({ label: "Hub access", value: hubAccess ? "On" : "Off", without: { hubAccess: undefined } });
  if (organisationId) {
    const value = organisationName ? <bdi>{organisationName}</bdi> : `no. ${organisationId}, which does not exist`;
    chips.push({ label: "Organisation", value, without: { organisationId: undefined } });
  }
  if (source) chips.push({ label: "Source", value: sourceLabel(source), without: { source: undefined } });
  if (createdFrom)
    chips.push({
      label: "Created from",
      value: <Moment at={createdFrom} day />,
      without: { createdFrom: undefined },
    });
  if (createdBefore) {
    // The bound is exclusive; people name the last day that counts.
    const lastMoment = new Date(Date.parse(createdBefore) - 1).toISOString();
    chips.push({
      label: "Created up to",
      value: <Moment at={lastMoment} day />,
      without: { createdBefore: undefined },
    });
  }
  for (const filter of attributes) {
    const without = { attributes: attributes.filter((other) => other !== filter) };
    chips.push({ label: filter.name, value: <bdi>{filter.value || "not given"}</bdi>, without });
  }
  return chips;
}

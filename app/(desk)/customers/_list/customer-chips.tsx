import type { ReactNode } from "react";
import { type FilterChip, FilterChips } from "@/app/_ui/filter-chips";
import { Moment } from "@/app/_ui/moment";
import { type ListState, listHref, NO_FILTERS } from "./list-state";
import { sourceLabel } from "./sources";

/** The filters in force as chips. */
export function CustomerChips({ state, organisationName }: { state: ListState; organisationName?: string }) {
  return <FilterChips chips={chipsOf(state, organisationName)} clearHref={listHref(state, NO_FILTERS)} />;
}

function chipsOf(state: ListState, organisationName: string | undefined): FilterChip[] {
  const chips: FilterChip[] = [];
  const add = (label: string, value: ReactNode, without: Partial<ListState>) =>
    chips.push({ label, value, href: listHref(state, without) });
  const { isActive, hubAccess, organisationId, source, importId, createdFrom, createdBefore, tag, attributes } = state;
  if (isActive !== undefined) add("Is Active", isActive ? "Yes" : "No", { isActive: undefined });
  if (hubAccess !== undefined) add("Hub access", hubAccess ? "On" : "Off", { hubAccess: undefined });
  if (organisationId) {
    const value = organisationName ? <bdi>{organisationName}</bdi> : `no. ${organisationId}, which does not exist`;
    add("Organisation", value, { organisationId: undefined });
  }
  if (source) add("Source", sourceLabel(source), { source: undefined });
  if (importId) add("Made by import", `#${importId}`, { importId: undefined });
  if (createdFrom) add("Created from", <Moment at={createdFrom} day />, { createdFrom: undefined });
  if (createdBefore) {
    // The bound is exclusive; people name the last day that counts.
    const lastMoment = new Date(Date.parse(createdBefore) - 1).toISOString();
    add("Created up to", <Moment at={lastMoment} day />, { createdBefore: undefined });
  }
  if (tag) add("Tag", <bdi>{tag}</bdi>, { tag: undefined });
  for (const filter of attributes) {
    const others = attributes.filter((other) => other !== filter);
    add(filter.name, <bdi>{filter.value || "not given"}</bdi>, { attributes: others });
  }
  return chips;
}

"use client";

import { Group, NativeSelect } from "@mantine/core";
import { DayFilter } from "@/app/_ui/day-filter";
import { FilterPopover } from "@/app/_ui/filter-popover";
import { dayAfter, dayBefore, dayOf, startOfDay } from "@/app/_ui/local-days";
import { Picker } from "@/app/_ui/picker";
import { TagFilter } from "@/app/_ui/tag-filter";
import type { CustomerListQuery } from "@/graphql/client/graphql";
import { findOrganisations } from "../find-organisations";
import { AttributeFilter } from "./attribute-filter";
import { useCustomerList } from "./list-navigation";
import { filterCount, NO_FILTERS } from "./list-state";
import { SOURCES } from "./sources";

interface FilterPanelProps {
  definitions: CustomerListQuery["attributeDefinitions"];
  organisation?: { id: string; name: string } | null;
}

/** Narrows the list. Each choice shows at once, and what is in force stands beside the button as chips. */
export function FilterPanel({ definitions, organisation }: FilterPanelProps) {
  const { state, change } = useCustomerList();
  const count = filterCount(state);
  return (
    <FilterPopover button="Filter" label="Filter customers" count={count} onClear={() => change(NO_FILTERS)}>
      <Group grow gap="sm">
        <ChoiceFilter
          label="Is Active"
          value={state.isActive}
          on="Yes"
          off="No"
          onChange={(isActive) => change({ isActive })}
        />
        <ChoiceFilter
          label="Hub access"
          value={state.hubAccess}
          on="On"
          off="Off"
          onChange={(hubAccess) => change({ hubAccess })}
        />
      </Group>
      <Picker
        label="Organisation"
        placeholder="Any"
        value={organisation ? { id: organisation.id, label: organisation.name } : null}
        onChange={(chosen) => change({ organisationId: chosen?.id })}
        find={findOrganisations}
        withinPortal={false}
      />
      <NativeSelect
        label="Source"
        value={SOURCES.find(({ source }) => source === state.source)?.key ?? ""}
        onChange={(event) => change({ source: SOURCES.find(({ key }) => key === event.currentTarget.value)?.source })}
        data={[{ value: "", label: "Any" }, ...SOURCES.map(({ key, label }) => ({ value: key, label }))]}
      />
      <Group grow gap="sm">
        <DayFilter
          label="Created from"
          value={state.createdFrom && dayOf(state.createdFrom)}
          onChange={(day) => change({ createdFrom: day && startOfDay(day) })}
        />
        <DayFilter
          label="Created up to"
          value={state.createdBefore && dayBefore(state.createdBefore)}
          onChange={(day) => change({ createdBefore: day && dayAfter(day) })}
        />
      </Group>
      <TagFilter key={state.tag} tag={state.tag} onChange={(tag) => change({ tag })} />
      <AttributeFilter
        definitions={definitions}
        onAdd={(added) => change({ attributes: [...state.attributes, added] })}
      />
    </FilterPopover>
  );
}

interface ChoiceFilterProps {
  label: string;
  value: boolean | undefined;
  on: string;
  off: string;
  onChange: (value: boolean | undefined) => void;
}

function ChoiceFilter({ label, value, on, off, onChange }: ChoiceFilterProps) {
  return (
    <NativeSelect
      label={label}
      value={value === undefined ? "" : value ? "yes" : "no"}
      onChange={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value === "yes")}
      data={[
        { value: "", label: "Any" },
        { value: "yes", label: on },
        { value: "no", label: off },
      ]}
    />
  );
}

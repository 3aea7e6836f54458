"use client";

import { NativeSelect } from "@mantine/core";
import { FilterPopover } from "@/app/_ui/filter-popover";
import { Picker } from "@/app/_ui/picker";
import { TagFilter } from "@/app/_ui/tag-filter";
import { findOrganisations } from "../../customers/find-organisations";
import { PRIORITIES } from "../ticket-words";
import { useQueue } from "./queue-navigation";
import { filterCount, hasOwnAssignee, NO_FILTERS, type QueueState, SORTABLE } from "./queue-state";

interface QueueFiltersProps {
  agents: { id: string; name: string }[];
  organisation?: { id: string; name: string } | null;
}

/** Narrows and orders the queue. */
export function QueueFilters({ agents, organisation }: QueueFiltersProps) {
  const { state, change } = useQueue();
  const count = filterCount(state);
  return (
    <FilterPopover
      button="Filter and sort"
      label="Filter and sort tickets"
      count={count}
      onClear={() => change(NO_FILTERS)}
    >
      <NativeSelect
        label="Priority"
        value={PRIORITIES.find(({ priority }) => priority === state.priority)?.key ?? ""}
        onChange={(event) =>
          change({ priority: PRIORITIES.find(({ key }) => key === event.currentTarget.value)?.priority })
        }
        data={[{ value: "", label: "Any" }, ...PRIORITIES.map(({ key, label }) => ({ value: key, label }))]}
      />
      {!hasOwnAssignee(state.view) && (
        <NativeSelect
          label="Assignee"
          value={state.assigneeId ?? ""}
          onChange={(event) => change({ assigneeId: event.currentTarget.value || undefined })}
          data={[{ value: "", label: "Any" }, ...agents.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      <Picker
        label="Organisation"
        placeholder="Any"
        value={organisation ? { id: organisation.id, label: organisation.name } : null}
        onChange={(chosen) => change({ organisationId: chosen?.id })}
        find={findOrganisations}
        withinPortal={false}
      />
      <TagFilter key={state.tag} tag={state.tag} onChange={(tag) => change({ tag })} />
      <SortChoice state={state} onChange={change} />
    </FilterPopover>
  );
}

/** On a phone there are no headings to click. */
function SortChoice({ state, onChange }: { state: QueueState; onChange: (changes: Partial<QueueState>) => void }) {
  const choices = SORTABLE.flatMap(({ key, label }) => [
    { value: `-${key}`, label: `${label}, ${key === "priority" ? "urgent first" : "newest first"}` },
    { value: key, label: `${label}, ${key === "priority" ? "low first" : "oldest first"}` },
  ]);
  return (
    <NativeSelect
      label="Sort by"
      value={state.sort.direction === "DESC" ? `-${state.sort.key}` : state.sort.key}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const key = SORTABLE.find((column) => column.key === text.replace(/^-/, ""))?.key;
        if (key) onChange({ sort: { key, direction: text.startsWith("-") ? "DESC" : "ASC" } });
      }}
      data={choices}
    />
  );
}

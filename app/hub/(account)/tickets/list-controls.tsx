"use client";

import { NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { ListNavigationProvider, useListNavigation } from "@/app/_ui/list-navigation";
import { SearchField } from "@/app/_ui/search-field";
import { STATUS_WORDS } from "./hub-status";
import { type HubListState, hubListHref, readHubList } from "./list-state";
import classes from "./tickets.module.css";

/** A function cannot come from the server: the list's own one is given here. */
export function HubListNavigation({ state, children }: { state: HubListState; children: ReactNode }) {
  return (
    <ListNavigationProvider name="hub" state={state} hrefOf={hubListHref}>
      {children}
    </ListNavigationProvider>
  );
}

/** Narrows the list as one types and chooses. */
export function HubListControls() {
  const { state, change } = useListNavigation<HubListState>();
  return (
    <div className={classes.controls}>
      <SearchField label="Search your requests" placeholder="Search subject or number" />
      <NativeSelect
        aria-label="Status"
        value={state.status?.toLowerCase() ?? ""}
        onChange={(event) =>
          change({ status: readHubList(new URLSearchParams({ status: event.currentTarget.value })).status })
        }
        data={[
          { value: "", label: "Any status" },
          ...Object.entries(STATUS_WORDS).map(([status, { label }]) => ({ value: status.toLowerCase(), label })),
        ]}
      />
    </div>
  );
}

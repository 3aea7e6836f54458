"use client";

import type { ReactNode } from "react";
import { ListNavigationProvider } from "@/app/_ui/list-navigation";
import { ORGANISATIONS, type OrganisationListState, organisationListHref } from "./list-state";

interface OrganisationNavigationProps {
  state: OrganisationListState;
  records: readonly string[];
  children: ReactNode;
}

/** A function cannot come from the server: the list's own one is given here. */
export function OrganisationNavigation({ state, records, children }: OrganisationNavigationProps) {
  return (
    <ListNavigationProvider name={ORGANISATIONS.name} state={state} hrefOf={organisationListHref} records={records}>
      {children}
    </ListNavigationProvider>
  );
}

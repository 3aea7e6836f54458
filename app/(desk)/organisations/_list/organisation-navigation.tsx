"use client";

import type { ReactNode } from "react";
import { ListNavigationProvider } from "@/app/_ui/list-navigation";
import { ORGANISATIONS, type OrganisationListState, organisationListHref } from "./list-state";

/** A function cannot come from the server: the list's own one is given here. */
export function OrganisationNavigation({ state, children }: { state: OrganisationListState; children: ReactNode }) {
  return (
    <ListNavigationProvider name={ORGANISATIONS.name} state={state} hrefOf={organisationListHref}>
      {children}
    </ListNavigationProvider>
  );
}

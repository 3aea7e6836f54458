"use client";

import type { ReactNode } from "react";
import { ListNavigationProvider, useListNavigation } from "@/app/_ui/list-navigation";
import { CUSTOMER_LISTS } from "./customer-lists";
import { type ListState, listHref } from "./list-state";

/** For the controls that know what the customers' list shows. */
export const useCustomerList = () => useListNavigation<ListState>();

export function CustomerListNavigation({ state, children }: { state: ListState; children: ReactNode }) {
  return (
    <ListNavigationProvider name={CUSTOMER_LISTS.name} state={state} hrefOf={listHref}>
      {children}
    </ListNavigationProvider>
  );
}

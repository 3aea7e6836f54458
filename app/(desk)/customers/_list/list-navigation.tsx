"use client";

import type { ReactNode } from "react";
import { ListNavigationProvider, useListNavigation } from "@/app/_ui/list-navigation";
import { CUSTOMER_LISTS } from "./customer-lists";
import { type ListState, listHref } from "./list-state";

/** For the controls that know what the customers' list shows. */
export const useCustomerList = () => useListNavigation<ListState>();

interface CustomerListNavigationProps {
  state: ListState;
  records: readonly string[];
  children: ReactNode;
}

export function CustomerListNavigation({ state, records, children }: CustomerListNavigationProps) {
  return (
    <ListNavigationProvider name={CUSTOMER_LISTS.name} state={state} hrefOf={listHref} records={records}>
      {children}
    </ListNavigationProvider>
  );
}

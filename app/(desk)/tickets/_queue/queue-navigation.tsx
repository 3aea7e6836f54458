"use client";

import type { ReactNode } from "react";
import { ListNavigationProvider, useListNavigation } from "@/app/_ui/list-navigation";
import { QUEUE, type QueueState, queueHref } from "./queue-state";

/** For the controls that know what the queue shows. */
export const useQueue = () => useListNavigation<QueueState>();

interface QueueNavigationProps {
  state: QueueState;
  records: readonly string[];
  children: ReactNode;
}

export function QueueNavigation({ state, records, children }: QueueNavigationProps) {
  return (
    <ListNavigationProvider name={QUEUE.name} state={state} hrefOf={queueHref} records={records}>
      {children}
    </ListNavigationProvider>
  );
}

"use client";

import type { ReactNode } from "react";
import { ListNavigationProvider, useListNavigation } from "@/app/_ui/list-navigation";
import { QUEUE, type QueueState, queueHref } from "./queue-state";

/** For the controls that know what the queue shows. */
export const useQueue = () => useListNavigation<QueueState>();

export function QueueNavigation({ state, children }: { state: QueueState; children: ReactNode }) {
  return (
    <ListNavigationProvider name={QUEUE.name} state={state} hrefOf={queueHref}>
      {children}
    </ListNavigationProvider>
  );
}

"use client";

import { Button } from "@mantine/core";
import { useEffect, useRef, useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import type { TimelineEntryFragment } from "@/graphql/client/graphql";
import { olderActivity } from "../actions";
import classes from "./account.module.css";
import { TimelineEntry } from "./timeline-entry";

/** The rest of a long timeline, a page at each press. The focus goes to the first of the new entries. */
export function OlderEntries({
  customerId,
  after,
  canMerge,
}: {
  customerId: string;
  after: string;
  canMerge: boolean;
}) {
  const [entries, setEntries] = useState<TimelineEntryFragment[]>([]);
  const [cursor, setCursor] = useState<string | null>(after);
  const [isLoading, start] = useTransition();
  const firstNew = useRef<string>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the entries have been drawn.
  useEffect(() => {
    if (!firstNew.current) return;
    document.querySelector<HTMLElement>(`[data-entry="${firstNew.current}"]`)?.focus();
    firstNew.current = undefined;
  }, [entries]);

  const load = () =>
    start(async () => {
      if (!cursor) return;
      const page = await attempt(() => olderActivity(customerId, cursor));
      if (!page) return;
      firstNew.current = page.nodes[0]?.id;
      setEntries((known) => [...known, ...page.nodes]);
      setCursor(page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null);
    });

  return (
    <>
      {entries.length > 0 && (
        <ul className={classes.timeline}>
          {entries.map((entry) => (
            <TimelineEntry key={entry.id} entry={entry} canMerge={canMerge} />
          ))}
        </ul>
      )}
      {cursor && (
        <Button variant="default" size="xs" mt="sm" loading={isLoading} onClick={load}>
          Show older
        </Button>
      )}
    </>
  );
}

import { Text } from "@mantine/core";
import { Panel } from "@/app/_ui/panel";
import type { AccountQuery } from "@/graphql/client/graphql";
import classes from "./account.module.css";
import { OlderEntries } from "./older-entries";
import { TimelineEntry } from "./timeline-entry";

interface UserActivityProps {
  customerId: string;
  activity: NonNullable<AccountQuery["customer"]>["activity"];
  canMerge: boolean;
}

/** The user-activity panel: everything that happened to the record, newest first. */
export function UserActivity({ customerId, activity, canMerge }: UserActivityProps) {
  const { nodes, pageInfo } = activity;
  return (
    <Panel title="User activity">
      {nodes.length === 0 && <Text c="dimmed">Nothing has happened yet.</Text>}
      <ul className={classes.timeline}>
        {nodes.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} canMerge={canMerge} />
        ))}
      </ul>
      {pageInfo.hasNextPage && pageInfo.endCursor && (
        // A new entry on top moves the place where the older ones begin: they are then read anew.
        <OlderEntries key={pageInfo.endCursor} customerId={customerId} after={pageInfo.endCursor} canMerge={canMerge} />
      )}
    </Panel>
  );
}

import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { TicketQueueQuery } from "@/graphql/client/graphql";
import listClasses from "../../customers/_list/customer-list.module.css";
import { QueueLink } from "./queue-navigation";
import { PAGE_SIZES, type QueueState, queueHref } from "./queue-state";

interface QueuePagerProps {
  state: QueueState;
  pageInfo: TicketQueueQuery["tickets"]["pageInfo"];
}

/** To the neighbouring pages, and how long a page is. */
export function QueuePager({ state, pageInfo }: QueuePagerProps) {
  const { startCursor, endCursor, hasNextPage, hasPreviousPage } = pageInfo;
  return (
    <nav className={listClasses.pager} aria-label="Pages of the queue">
      <div className={listClasses.sizes}>
        <span>Rows per page</span>
        {PAGE_SIZES.map((size) => (
          <QueueLink
            key={size}
            href={size === state.size ? undefined : queueHref(state, { size })}
            className={listClasses.size}
            label={`${size} rows per page${size === state.size ? ", chosen" : ""}`}
          >
            {size}
          </QueueLink>
        ))}
      </div>
      <div className={listClasses.steps}>
        <QueueLink
          href={hasPreviousPage && startCursor ? queueHref(state, { before: startCursor }) : undefined}
          className={listClasses.step}
        >
          <IconChevronLeft size={16} aria-hidden />
          Previous page
        </QueueLink>
        <QueueLink
          href={hasNextPage && endCursor ? queueHref(state, { after: endCursor }) : undefined}
          className={listClasses.step}
        >
          Next page
          <IconChevronRight size={16} aria-hidden />
        </QueueLink>
      </div>
    </nav>
  );
}

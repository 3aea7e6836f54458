import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type ListPage, PAGE_SIZES } from "@/app/_lib/url-state";
import classes from "./list.module.css";
import { ListButton, ListLink } from "./list-navigation";

export interface PageInfo {
  startCursor?: string | null;
  endCursor?: string | null;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

interface PagerProps {
  /** Name of the navigation for screen readers. */
  label: string;
  size: ListPage["size"];
  pageInfo: PageInfo;
  /** The address of the list after a change. */
  hrefOf: (changes: Partial<ListPage>) => string;
}

/** To the neighbouring pages, and how long a page is. */
export function Pager({ label, size: chosen, pageInfo, hrefOf }: PagerProps) {
  const { startCursor, endCursor, hasNextPage, hasPreviousPage } = pageInfo;
  return (
    <nav className={classes.pager} aria-label={label}>
      <div className={classes.sizes}>
        <span>Rows per page</span>
        {PAGE_SIZES.map((size) => (
          <ListLink
            key={size}
            href={size === chosen ? undefined : hrefOf({ size })}
            className={classes.size}
            label={`${size} rows per page${size === chosen ? ", chosen" : ""}`}
          >
            {size}
          </ListLink>
        ))}
      </div>
      <div className={classes.steps}>
        <ListButton href={hasPreviousPage && startCursor ? hrefOf({ before: startCursor }) : undefined}>
          <IconChevronLeft size={16} aria-hidden />
          Previous page
        </ListButton>
        <ListButton href={hasNextPage && endCursor ? hrefOf({ after: endCursor }) : undefined}>
          Next page
          <IconChevronRight size={16} aria-hidden />
        </ListButton>
      </div>
    </nav>
  );
}

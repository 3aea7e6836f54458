import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { CustomerListQuery } from "@/graphql/client/graphql";
import classes from "./customer-list.module.css";
import { ListLink } from "./list-navigation";
import { type ListState, listHref, PAGE_SIZES } from "./list-state";

interface PagerProps {
  state: ListState;
  pageInfo: CustomerListQuery["customers"]["pageInfo"];
}

/** To the neighbouring pages, and how long a page is. */
export function Pager({ state, pageInfo }: PagerProps) {
  const { startCursor, endCursor, hasNextPage, hasPreviousPage } = pageInfo;
  return (
    <nav className={classes.pager} aria-label="Pages of the list">
      <div className={classes.sizes}>
        <span id="page-size-label">Rows per page</span>
        {PAGE_SIZES.map((size) => (
          <ListLink
            key={size}
            href={size === state.size ? undefined : listHref(state, { size })}
            className={classes.size}
            label={`${size} rows per page${size === state.size ? ", chosen" : ""}`}
          >
            {size}
          </ListLink>
        ))}
      </div>
      <div className={classes.steps}>
        <ListLink
          href={hasPreviousPage && startCursor ? listHref(state, { before: startCursor }) : undefined}
          className={classes.step}
        >
          <IconChevronLeft size={16} aria-hidden />
          Previous page
        </ListLink>
        <ListLink
          href={hasNextPage && endCursor ? listHref(state, { after: endCursor }) : undefined}
          className={classes.step}
        >
          Next page
          <IconChevronRight size={16} aria-hidden />
        </ListLink>
      </div>
    </nav>
  );
}

import type { ReactNode } from "react";
import { EmptyList } from "./list-area";
import { ListButton } from "./list-navigation";

interface NothingFoundProps {
  /** "Nobody found". */
  title: string;
  words: string;
  /** What was searched, in a sentence. */
  searched: string;
  /** How many filters are in force. */
  filters: number;
  withoutWords: string;
  withoutFilters: string;
  /** Where else it may be. */
  children?: ReactNode;
  actions?: ReactNode;
}

/** Nothing matches what the list was narrowed to: what was asked, and the ways to ask for more. */
export function NothingFound(props: NothingFoundProps) {
  const { title, words, searched, filters, withoutWords, withoutFilters, children, actions } = props;
  return (
    <EmptyList
      title={
        words ? (
          <>
            {title} for “<bdi>{words}</bdi>”
          </>
        ) : (
          title
        )
      }
      actions={
        <>
          {words && (
            <ListButton href={withoutWords} goesToList>
              Clear the search
            </ListButton>
          )}
          {filters > 0 && (
            <ListButton href={withoutFilters} goesToList>
              Clear {filters === 1 ? "the filter" : "all filters"}
            </ListButton>
          )}
          {actions}
        </>
      }
    >
      {words && `${searched} `}
      {filters > 0 && `${filters === 1 ? "One filter is" : `${filters} filters are`} in force. `}
      {children}
    </EmptyList>
  );
}

import { ButtonLink } from "@/app/_ui/links";
import { EmptyList } from "@/app/_ui/list-area";
import { ListButton } from "@/app/_ui/list-navigation";
import { NothingFound } from "@/app/_ui/nothing-found";
import { EVERYTHING, filterCount, NO_FILTERS, type QueueState, queueHref } from "./queue-state";

/** Why there is nothing to see, and what to do about it. */
export function EmptyQueue({ state, canCreate }: { state: QueueState; canCreate: boolean }) {
  const words = state.search.trim();
  const filters = filterCount(state);
  if (words || filters > 0) return <NoTicketFound state={state} words={words} filters={filters} />;
  if (state.view.key === EVERYTHING.key) {
    return (
      <EmptyList title="No tickets yet" actions={canCreate && <ButtonLink href="/tickets/new">New ticket</ButtonLink>}>
        Whatever customers ask becomes a ticket. Somebody on the phone? Write the first one down yourself.
      </EmptyList>
    );
  }
  return (
    <EmptyList
      title="Nothing here"
      actions={
        <ListButton href={queueHref(state, { view: EVERYTHING })} goesToList>
          Show all tickets
        </ListButton>
      }
    >
      There is no ticket under “{state.view.label}” now.
    </EmptyList>
  );
}

function NoTicketFound({ state, words, filters }: { state: QueueState; words: string; filters: number }) {
  const isEverything = state.view.key === EVERYTHING.key;
  return (
    <NothingFound
      title="No ticket found"
      words={words}
      searched="Searched were the number, the beginnings of all words of the subject, and the reporter."
      filters={filters}
      withoutWords={queueHref(state, { search: "" })}
      withoutFilters={queueHref(state, NO_FILTERS)}
      actions={
        !isEverything && (
          <ListButton href={queueHref(state, { view: EVERYTHING })} goesToList>
            Look at all tickets
          </ListButton>
        )
      }
    >
      {!isEverything && `Only tickets under “${state.view.label}” were looked at.`}
    </NothingFound>
  );
}

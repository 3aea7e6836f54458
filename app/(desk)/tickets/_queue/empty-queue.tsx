import { Text, Title } from "@mantine/core";
import { ButtonLink } from "@/app/_ui/links";
import listClasses from "../../customers/_list/customer-list.module.css";
import { QueueLink } from "./queue-navigation";
import { filterCount, NO_FILTERS, type QueueState, queueHref, VIEWS } from "./queue-state";

/** Why there is nothing to see, and what to do about it. */
export function EmptyQueue({ state, canCreate }: { state: QueueState; canCreate: boolean }) {
  const words = state.search.trim();
  const filters = filterCount(state);
  if (words || filters > 0) return <NothingFound state={state} words={words} filters={filters} />;
  const everything = VIEWS.find((view) => view.key === "all");
  const isEverything = state.view.key === everything?.key;
  return (
    <div className={listClasses.empty}>
      <Title order={2}>{isEverything ? "No tickets yet" : "Nothing here"}</Title>
      <Text c="dimmed" maw="34rem">
        {isEverything
          ? "Whatever customers ask becomes a ticket. Somebody on the phone? Write the first one down yourself."
          : `There is no ticket under “${state.view.label}” now.`}
      </Text>
      <div className={listClasses.emptyActions}>
        {isEverything && canCreate && <ButtonLink href="/tickets/new">New ticket</ButtonLink>}
        {!isEverything && everything && (
          <QueueLink href={queueHref(state, { view: everything })} className={listClasses.step}>
            Show all tickets
          </QueueLink>
        )}
      </div>
    </div>
  );
}

function NothingFound({ state, words, filters }: { state: QueueState; words: string; filters: number }) {
  const everything = VIEWS.find((view) => view.key === "all");
  return (
    <div className={listClasses.empty}>
      <Title order={2}>
        {words ? (
          <>
            No ticket found for “<bdi>{words}</bdi>”
          </>
        ) : (
          "No ticket found"
        )}
      </Title>
      <Text c="dimmed" maw="34rem">
        {words && "Searched were the number, the beginnings of all words of the subject, and the reporter. "}
        {filters > 0 && `${filters === 1 ? "One filter is" : `${filters} filters are`} in force. `}
        {state.view.key !== everything?.key && `Only tickets under “${state.view.label}” were looked at.`}
      </Text>
      <div className={listClasses.emptyActions}>
        {words && (
          <QueueLink href={queueHref(state, { search: "" })} className={listClasses.step}>
            Clear the search
          </QueueLink>
        )}
        {filters > 0 && (
          <QueueLink href={queueHref(state, NO_FILTERS)} className={listClasses.step}>
            Clear {filters === 1 ? "the filter" : "all filters"}
          </QueueLink>
        )}
        {everything && state.view.key !== everything?.key && (
          <QueueLink href={queueHref(state, { view: everything })} className={listClasses.step}>
            Look at all tickets
          </QueueLink>
        )}
      </div>
    </div>
  );
}

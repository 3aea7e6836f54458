import { Text, Title } from "@mantine/core";
import { ButtonLink } from "@/app/_ui/links";
import classes from "./customer-list.module.css";
import { ListLink } from "./list-navigation";
import { filterCount, isNarrowed, type ListState, listHref, NO_FILTERS } from "./list-state";

interface EmptyListProps {
  state: ListState;
  canCreate: boolean;
  canImport: boolean;
}

/** Why there is nothing to see, and what to do about it. */
export function EmptyList({ state, canCreate, canImport }: EmptyListProps) {
  if (isNarrowed(state)) return <NothingFound state={state} />;
  if (state.list === "deleted") {
    return (
      <div className={classes.empty}>
        <Title order={2}>No deleted customers</Title>
        <Text c="dimmed">Whoever is deleted appears here, and can be brought back with all their history.</Text>
      </div>
    );
  }
  return (
    <div className={classes.empty}>
      <Title order={2}>No customers yet</Title>
      <Text c="dimmed" maw="34rem">
        {canCreate || canImport
          ? "Add the first one by hand, or import a CSV file from the program that knows them now. Whoever writes to you becomes a customer by themselves."
          : "Whoever writes to you becomes a customer by themselves. To add or import customers, ask an admin."}
      </Text>
      <div className={classes.emptyActions}>
        {canCreate && <ButtonLink href="/customers/new">New customer</ButtonLink>}
        {canImport && (
          <ButtonLink href="/customers/import" variant="default">
            Import from CSV
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

function NothingFound({ state }: { state: ListState }) {
  const words = state.search.trim();
  const filters = filterCount(state);
  return (
    <div className={classes.empty}>
      <Title order={2}>
        {words ? (
          <>
            Nobody found for “<bdi>{words}</bdi>”
          </>
        ) : (
          "Nobody found"
        )}
      </Title>
      <Text c="dimmed" maw="34rem">
        {words &&
          "Searched were the beginnings of all words of name, e-mail, mobile and organisation; every word must match. "}
        {filters > 0 && `${filters === 1 ? "One filter is" : `${filters} filters are`} in force. `}
        {state.list === "active" ? "Deleted customers are in the Deleted list." : "Only deleted customers are in here."}
      </Text>
      <div className={classes.emptyActions}>
        {words && (
          <ListLink href={listHref(state, { search: "" })} className={classes.step}>
            Clear the search
          </ListLink>
        )}
        {filters > 0 && (
          <ListLink href={listHref(state, NO_FILTERS)} className={classes.step}>
            Clear {filters === 1 ? "the filter" : "all filters"}
          </ListLink>
        )}
      </div>
    </div>
  );
}

import { ButtonLink } from "@/app/_ui/links";
import { EmptyList } from "@/app/_ui/list-area";
import { NothingFound } from "@/app/_ui/nothing-found";
import { filterCount, isNarrowed, type ListState, listHref, NO_FILTERS } from "./list-state";

interface NoCustomersProps {
  state: ListState;
  canCreate: boolean;
  canImport: boolean;
}

/** Why there is nobody to see, and what to do about it. */
export function NoCustomers({ state, canCreate, canImport }: NoCustomersProps) {
  if (isNarrowed(state)) return <NobodyFound state={state} />;
  if (state.list === "deleted") {
    return (
      <EmptyList title="No deleted customers">
        Whoever is deleted appears here, and can be brought back with all their history.
      </EmptyList>
    );
  }
  return (
    <EmptyList
      title="No customers yet"
      actions={
        <>
          {canCreate && <ButtonLink href="/customers/new">New customer</ButtonLink>}
          {canImport && (
            <ButtonLink href="/customers/import" variant="default">
              Import from CSV
            </ButtonLink>
          )}
        </>
      }
    >
      {canCreate || canImport
        ? "Add the first one by hand, or import a CSV file from the program that knows them now. Whoever writes to you becomes a customer by themselves."
        : "Whoever writes to you becomes a customer by themselves. To add or import customers, ask an admin."}
    </EmptyList>
  );
}

function NobodyFound({ state }: { state: ListState }) {
  return (
    <NothingFound
      title="Nobody found"
      words={state.search.trim()}
      searched="Searched were the beginnings of all words of name, e-mail, mobile and organisation; every word must match."
      filters={filterCount(state)}
      withoutWords={listHref(state, { search: "" })}
      withoutFilters={listHref(state, NO_FILTERS)}
    >
      {state.list === "active" ? "Deleted customers are in the Deleted list." : "Only deleted customers are in here."}
    </NothingFound>
  );
}

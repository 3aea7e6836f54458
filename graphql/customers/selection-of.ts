import { idOf } from "@/graphql/ids";
import type { Selection } from "@/server/customers/mass-actions/selection";
import { filterOf } from "./customers.resolver";
import type { CustomerSelectionInput } from "./mass-actions.types";

/** Ids and view of a mass action's input, as the verbs take them. */
export function selectionOf(input: { ids?: string[] | null; matching?: CustomerSelectionInput | null }): Selection {
  const { ids, matching } = input;
  return {
    ids: ids?.map(idOf),
    matching: matching ? { query: matching.query ?? undefined, filter: filterOf(matching.filter) } : undefined,
  };
}

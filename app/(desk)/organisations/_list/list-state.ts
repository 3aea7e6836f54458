import {
  changed,
  type ListPage,
  type ListSort,
  listAddress,
  readListPage,
  sortIn,
  sortText,
} from "@/app/_lib/url-state";

/** The list that an organisation's page leads back to, and the name under which a tab remembers it. */
export const ORGANISATIONS = {
  name: "organisation",
  lists: [{ path: "/organisations", label: "Organisations" }],
} as const;

type SortKey = "name" | "createdAt";
const USUAL: ListSort<SortKey> = { key: "name", direction: "ASC" };
const NEWEST: ListSort<SortKey> = { key: "createdAt", direction: "DESC" };

/** What the list shows. All of it stands in the address. */
export interface OrganisationListState extends ListPage {
  sort: ListSort<SortKey>;
}

/** Each order goes one way: names from A to Z, the newest first. */
export function readOrganisationList(address: URLSearchParams): OrganisationListState {
  const { key } = sortIn<SortKey>(address.get("sort"), ["name", "createdAt"], USUAL);
  return { ...readListPage(address), sort: key === "name" ? USUAL : NEWEST };
}

export function organisationListHref(
  state: OrganisationListState,
  changes: Partial<OrganisationListState> = {},
): string {
  const next = changed(state, changes);
  return listAddress("/organisations", next, [["sort", sortText(next.sort, USUAL)]]);
}

export const ORDERS = { name: USUAL, createdAt: NEWEST };

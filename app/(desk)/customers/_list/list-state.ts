import {
  changed,
  idIn,
  type ListPage,
  type ListSort,
  listAddress,
  momentIn,
  readListPage,
  sortIn,
  sortText,
  yesNoIn,
  yesNoText,
} from "@/app/_lib/url-state";
import type {
  AttributeFilterInput,
  CustomerFilterInput,
  CustomerListQueryVariables,
  CustomerSource,
} from "@/graphql/client/graphql";
import { DEFAULT_COLUMNS, FIXED_COLUMNS, NAME_COLUMN, readColumns, writeColumns } from "./list-columns";
import { SOURCES } from "./sources";

export type ListName = "active" | "deleted";

/** What the list shows. All of it stands in the address, so that a link or a reload shows the same. */
export interface ListState extends ListPage {
  list: ListName;
  isActive?: boolean;
  hubAccess?: boolean;
  organisationId?: string;
  source?: CustomerSource;
  /** Made by this import. */
  importId?: string;
  /** ISO 8601. */
  createdFrom?: string;
  /** ISO 8601, exclusive. */
  createdBefore?: string;
  tag?: string;
  attributes: AttributeFilterInput[];
  sort: ListSort;
  columns: readonly string[];
}

const SORTABLE = [NAME_COLUMN, ...FIXED_COLUMNS].filter((column) => "sort" in column);
const SORT_KEYS: readonly string[] = SORTABLE.map(({ key }) => key);
const USUAL_SORT: ListSort = { key: NAME_COLUMN.key, direction: "ASC" };

/** What the address says. `remembered` are the columns that this browser chose last. */
export function readListState(list: ListName, address: URLSearchParams, remembered?: string): ListState {
  const columns = address.get("columns") ?? remembered;
  return {
    ...readListPage(address),
    list,
    isActive: yesNoIn(address.get("active")),
    hubAccess: yesNoIn(address.get("hub")),
    organisationId: idIn(address.get("organisation")),
    source: SOURCES.find(({ key }) => key === address.get("source"))?.source,
    importId: idIn(address.get("import")),
    createdFrom: momentIn(address.get("from")),
    createdBefore: momentIn(address.get("until")),
    tag: address.get("tag")?.trim().slice(0, 60) || undefined,
    attributes: address.getAll("attribute").flatMap(attributeFilter).slice(0, 5),
    sort: sortIn(address.get("sort"), SORT_KEYS, USUAL_SORT),
    columns: columns === undefined ? DEFAULT_COLUMNS : readColumns(columns),
  };
}

/** The address of a list. Every change but one of place begins at its first page. */
export function listHref(state: ListState, changes: Partial<ListState> = {}): string {
  const next = changed(state, changes);
  const columns = writeColumns(next.columns);
  return listAddress(next.list === "deleted" ? "/customers/deleted" : "/customers", next, [
    ["active", yesNoText(next.isActive)],
    ["hub", yesNoText(next.hubAccess)],
    ["organisation", next.organisationId],
    ["source", SOURCES.find(({ source }) => source === next.source)?.key],
    ["import", next.importId],
    ["from", next.createdFrom],
    ["until", next.createdBefore],
    ["tag", next.tag],
    ...next.attributes.map(attributeText),
    ["sort", sortText(next.sort, USUAL_SORT)],
    ["columns", columns === writeColumns(DEFAULT_COLUMNS) ? undefined : columns || ","],
  ]);
}

const attributeText = ({ name, value }: AttributeFilterInput) =>
  ["attribute", `${name.replace(/[%:]/g, encodeURIComponent)}:${value}`] as const;

/** The same view for the API. */
export function filterOf(state: ListState): CustomerFilterInput {
  const { isActive, hubAccess, organisationId, source, importId, createdFrom, createdBefore, tag, attributes } = state;
  return {
    isDeleted: state.list === "deleted",
    isActive,
    hubAccess,
    organisationId,
    source,
    importId,
    createdFrom,
    createdBefore,
    tag,
    attributes: attributes.length > 0 ? attributes : undefined,
  };
}

export function sortInput(state: ListState): NonNullable<CustomerListQueryVariables["sort"]> {
  const column = SORTABLE.find(({ key }) => key === state.sort.key) ?? NAME_COLUMN;
  return { field: column.sort, direction: state.sort.direction };
}

/**
 * The file with exactly this view: the same search, filter, order and columns, from the first to the last customer. With `ids`
 * those customers of the list only, whatever it is narrowed to.
 */
export function exportHref(state: ListState, ids?: readonly string[]): string {
  const address = new URLSearchParams();
  if (ids) address.set("ids", ids.join(","));
  else if (state.search.trim()) address.set("query", state.search.trim());
  address.set("filter", JSON.stringify(ids ? { isDeleted: state.list === "deleted" } : filterOf(state)));
  address.set("sort", JSON.stringify(sortInput(state)));
  address.set("columns", writeColumns([NAME_COLUMN.key, ...state.columns]));
  return `/api/downloads/customers.csv?${address}`;
}

/** Whether anything narrows the list. */
export function isNarrowed(state: ListState): boolean {
  return state.search.trim() !== "" || filterCount(state) > 0;
}

export function filterCount({ isActive, hubAccess, organisationId, source, ...rest }: ListState): number {
  const { importId, createdFrom, createdBefore, tag } = rest;
  const single = [isActive, hubAccess, organisationId, source, importId, createdFrom, createdBefore, tag];
  return single.filter((value) => value !== undefined).length + rest.attributes.length;
}

export const NO_FILTERS = {
  isActive: undefined,
  hubAccess: undefined,
  organisationId: undefined,
  source: undefined,
  importId: undefined,
  createdFrom: undefined,
  createdBefore: undefined,
  tag: undefined,
  attributes: [],
} satisfies Partial<ListState>;

function attributeFilter(text: string): AttributeFilterInput[] {
  const colon = text.indexOf(":");
  if (colon < 1) return [];
  try {
    return [{ name: decodeURIComponent(text.slice(0, colon)), value: text.slice(colon + 1) }];
  } catch {
    return [];
  }
}

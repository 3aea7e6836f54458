import type {
  AttributeFilterInput,
  CustomerFilterInput,
  CustomerListQueryVariables,
  CustomerSource,
  SortDirection,
} from "@/graphql/client/graphql";
import { DEFAULT_COLUMNS, FIXED_COLUMNS, NAME_COLUMN, readColumns, writeColumns } from "./list-columns";
import { SOURCES } from "./sources";

export const PAGE_SIZES = [25, 50, 100] as const;
export type PageSize = (typeof PAGE_SIZES)[number];
export type ListName = "active" | "deleted";

/** What the list shows. All of it stands in the address, so that a link or a reload shows the same. */
export interface ListState {
  list: ListName;
  search: string;
  isActive?: boolean;
  hubAccess?: boolean;
  organisationId?: string;
  source?: CustomerSource;
  /** ISO 8601. */
  createdFrom?: string;
  /** ISO 8601, exclusive. */
  createdBefore?: string;
  attributes: AttributeFilterInput[];
  sort: { key: string; direction: SortDirection };
  size: PageSize;
  columns: readonly string[];
  after?: string;
  before?: string;
}

const SORTABLE = [NAME_COLUMN, ...FIXED_COLUMNS].filter((column) => "sort" in column);
const DEFAULT_SORT: ListState["sort"] = { key: NAME_COLUMN.key, direction: "ASC" };

/** What the address says. Nonsense in it counts as nothing said. `remembered` are the columns that this browser chose last. */
export function readListState(list: ListName, address: URLSearchParams, remembered?: string): ListState {
  const columns = address.get("columns") ?? remembered;
  const organisationId = address.get("organisation") ?? "";
  return {
    list,
    search: (address.get("q") ?? "").slice(0, 200),
    isActive: yesNo(address.get("active")),
    hubAccess: yesNo(address.get("hub")),
    organisationId: /^[1-9]\d{0,9}$/.test(organisationId) ? organisationId : undefined,
    source: SOURCES.find(({ key }) => key === address.get("source"))?.source,
    createdFrom: moment(address.get("from")),
    createdBefore: moment(address.get("until")),
    attributes: address.getAll("attribute").flatMap(attributeFilter).slice(0, 5),
    sort: sortOf(address.get("sort") ?? ""),
    size: PAGE_SIZES.find((size) => String(size) === address.get("size")) ?? 25,
    columns: columns === undefined ? DEFAULT_COLUMNS : readColumns(columns),
    after: address.get("after") ?? undefined,
    before: address.get("before") ?? undefined,
  };
}

/** The address of a list. Every change but one of place begins at its first page. */
export function listHref(state: ListState, changes: Partial<ListState> = {}): string {
  const next: ListState = { ...state, after: undefined, before: undefined, ...changes };
  const address = new URLSearchParams();
  const put = (name: string, value: string | undefined) => value && address.set(name, value);
  put("q", next.search.trim());
  put("active", yesNoText(next.isActive));
  put("hub", yesNoText(next.hubAccess));
  put("organisation", next.organisationId);
  put("source", SOURCES.find(({ source }) => source === next.source)?.key);
  put("from", next.createdFrom);
  put("until", next.createdBefore);
  for (const { name, value } of next.attributes)
    address.append("attribute", `${name.replace(/[%:]/g, encodeURIComponent)}:${value}`);
  const { key, direction } = next.sort;
  if (key !== DEFAULT_SORT.key || direction !== DEFAULT_SORT.direction)
    put("sort", direction === "DESC" ? `-${key}` : key);
  if (next.size !== 25) put("size", String(next.size));
  if (writeColumns(next.columns) !== writeColumns(DEFAULT_COLUMNS)) address.set("columns", writeColumns(next.columns));
  put("after", next.after);
  put("before", next.before);
  const search = address.toString();
  return `${next.list === "deleted" ? "/customers/deleted" : "/customers"}${search ? `?${search}` : ""}`;
}

/** The same view for the API. */
export function filterOf(state: ListState): CustomerFilterInput {
  const { isActive, hubAccess, organisationId, source, createdFrom, createdBefore, attributes } = state;
  return {
    isDeleted: state.list === "deleted",
    isActive,
    hubAccess,
    organisationId,
    source,
    createdFrom,
    createdBefore,
    attributes: attributes.length > 0 ? attributes : undefined,
  };
}

export function sortInput(state: ListState): NonNullable<CustomerListQueryVariables["sort"]> {
  const column = SORTABLE.find(({ key }) => key === state.sort.key) ?? NAME_COLUMN;
  return { field: column.sort, direction: state.sort.direction };
}

/** The file with exactly this view: the same search, filter, order and columns, from the first to the last customer. */
export function exportHref(state: ListState): string {
  const address = new URLSearchParams();
  if (state.search.trim()) address.set("query", state.search.trim());
  address.set("filter", JSON.stringify(filterOf(state)));
  address.set("sort", JSON.stringify(sortInput(state)));
  address.set("columns", writeColumns([NAME_COLUMN.key, ...state.columns]));
  return `/api/downloads/customers.csv?${address}`;
}

/** Whether anything narrows the list. */
export function isNarrowed(state: ListState): boolean {
  return state.search.trim() !== "" || filterCount(state) > 0;
}

export function filterCount({ isActive, hubAccess, organisationId, source, ...rest }: ListState): number {
  const single = [isActive, hubAccess, organisationId, source, rest.createdFrom, rest.createdBefore];
  return single.filter((value) => value !== undefined).length + rest.attributes.length;
}

export const NO_FILTERS = {
  isActive: undefined,
  hubAccess: undefined,
  organisationId: undefined,
  source: undefined,
  createdFrom: undefined,
  createdBefore: undefined,
  attributes: [],
} satisfies Partial<ListState>;

const yesNo = (text: string | null) => (text === "yes" ? true : text === "no" ? false : undefined);
const yesNoText = (value: boolean | undefined) => (value === undefined ? undefined : value ? "yes" : "no");

function moment(text: string | null): string | undefined {
  const time = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function attributeFilter(text: string): AttributeFilterInput[] {
  const colon = text.indexOf(":");
  if (colon < 1) return [];
  try {
    return [{ name: decodeURIComponent(text.slice(0, colon)), value: text.slice(colon + 1) }];
  } catch {
    return [];
  }
}

function sortOf(text: string): ListState["sort"] {
  const key = text.replace(/^-/, "");
  if (!SORTABLE.some((column) => column.key === key)) return DEFAULT_SORT;
  return { key, direction: text.startsWith("-") ? "DESC" : "ASC" };
}

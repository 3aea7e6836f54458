import type {
  SortDirection,
  TicketFilterInput,
  TicketPriority,
  TicketSortField,
  TicketStatus,
} from "@/graphql/client/graphql";
import { PRIORITIES, STATUSES } from "../ticket-words";

export const PAGE_SIZES = [25, 50, 100] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

export interface QueueView {
  key: string;
  label: string;
  filter: TicketFilterInput;
}

const NOT_CLOSED: TicketStatus[] = ["NEW", "OPEN", "PENDING", "ON_HOLD"];
const EVERYTHING_OPEN: QueueView = { key: "open", label: "All open", filter: { statuses: NOT_CLOSED } };

/** The ways into the queue that agents take all day, then one for each status. */
export const VIEWS: readonly QueueView[] = [
  { key: "unassigned", label: "Unassigned", filter: { isUnassigned: true, statuses: NOT_CLOSED } },
  { key: "mine", label: "Mine", filter: { isMine: true, statuses: NOT_CLOSED } },
  EVERYTHING_OPEN,
  { key: "all", label: "All", filter: {} },
  ...STATUSES.map(({ key, label, status }) => ({ key, label, filter: { statuses: [status] } })),
];

export const COLUMNS = [
  { key: "number", label: "Number", sort: "NUMBER" },
  { key: "subject", label: "Subject" },
  { key: "status", label: "Status" },
  { key: "priority", label: "Priority", sort: "PRIORITY" },
  { key: "reporter", label: "Reporter" },
  { key: "assignee", label: "Assignee" },
  { key: "organisation", label: "Organisation" },
  { key: "updatedAt", label: "Last update", sort: "UPDATED_AT" },
] as const satisfies readonly { key: string; label: string; sort?: TicketSortField }[];

export type ColumnKey = (typeof COLUMNS)[number]["key"];
export const SORTABLE = COLUMNS.filter((column) => "sort" in column);
export type SortKey = (typeof SORTABLE)[number]["key"];

/** What the queue shows. All of it stands in the address, so that a link or a reload shows the same. */
export interface QueueState {
  view: QueueView;
  search: string;
  priority?: TicketPriority;
  assigneeId?: string;
  organisationId?: string;
  reporterId?: string;
  tag?: string;
  sort: { key: SortKey; direction: SortDirection };
  size: PageSize;
  after?: string;
  before?: string;
}

/** What the address says. Nonsense in it counts as nothing said. */
export function readQueueState(address: URLSearchParams): QueueState {
  const view = VIEWS.find(({ key }) => key === address.get("view")) ?? EVERYTHING_OPEN;
  return {
    view,
    search: (address.get("q") ?? "").slice(0, 200),
    priority: PRIORITIES.find(({ key }) => key === address.get("priority"))?.priority,
    // Nobody's and one's own tickets have their assignee from the view already.
    assigneeId: hasOwnAssignee(view) ? undefined : idOf(address.get("assignee")),
    organisationId: idOf(address.get("organisation")),
    reporterId: idOf(address.get("reporter")),
    tag: address.get("tag")?.trim().slice(0, 60) || undefined,
    sort: sortOf(address.get("sort") ?? ""),
    size: PAGE_SIZES.find((size) => String(size) === address.get("size")) ?? 25,
    after: address.get("after") ?? undefined,
    before: address.get("before") ?? undefined,
  };
}

/** The address of a queue. Every change but one of place begins at its first page. */
export function queueHref(state: QueueState, changes: Partial<QueueState> = {}): string {
  const next: QueueState = { ...state, after: undefined, before: undefined, ...changes };
  const address = new URLSearchParams();
  const put = (name: string, value: string | undefined) => value && address.set(name, value);
  // By its key: what went to the browser is a copy of the view.
  if (next.view.key !== EVERYTHING_OPEN.key) put("view", next.view.key);
  put("q", next.search.trim());
  put("priority", PRIORITIES.find(({ priority }) => priority === next.priority)?.key);
  if (!hasOwnAssignee(next.view)) put("assignee", next.assigneeId);
  put("organisation", next.organisationId);
  put("reporter", next.reporterId);
  put("tag", next.tag);
  const { key, direction } = next.sort;
  if (key !== "updatedAt" || direction !== "DESC") put("sort", direction === "DESC" ? `-${key}` : key);
  if (next.size !== 25) put("size", String(next.size));
  put("after", next.after);
  put("before", next.before);
  const search = address.toString();
  return search ? `/tickets?${search}` : "/tickets";
}

/** The same view for the API. */
export function ticketFilterOf({ view, ...state }: QueueState): TicketFilterInput {
  const { priority, assigneeId, organisationId, reporterId, tag } = state;
  return { ...view.filter, priority, assigneeId, organisationId, reporterId, tag };
}

export function ticketSortOf({ sort }: QueueState): { field: TicketSortField; direction: SortDirection } {
  const column = SORTABLE.find(({ key }) => key === sort.key);
  return { field: column?.sort ?? "UPDATED_AT", direction: sort.direction };
}

export const NO_FILTERS = {
  priority: undefined,
  assigneeId: undefined,
  organisationId: undefined,
  reporterId: undefined,
  tag: undefined,
} satisfies Partial<QueueState>;

export function filterCount({ priority, assigneeId, organisationId, reporterId, tag }: QueueState): number {
  return [priority, assigneeId, organisationId, reporterId, tag].filter((value) => value !== undefined).length;
}

export const hasOwnAssignee = ({ filter }: QueueView): boolean => Boolean(filter.isMine || filter.isUnassigned);

const idOf = (text: string | null) => (text && /^[1-9]\d{0,9}$/.test(text) ? text : undefined);

function sortOf(text: string): QueueState["sort"] {
  const key = SORTABLE.find((column) => column.key === text.replace(/^-/, ""))?.key;
  if (!key) return { key: "updatedAt", direction: "DESC" };
  return { key, direction: text.startsWith("-") ? "DESC" : "ASC" };
}

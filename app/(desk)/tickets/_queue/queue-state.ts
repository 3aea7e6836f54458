import {
  changed,
  idIn,
  type ListPage,
  type ListSort,
  listAddress,
  readListPage,
  sortIn,
  sortText,
} from "@/app/_lib/url-state";
import type {
  SortDirection,
  TicketFilterInput,
  TicketPriority,
  TicketSortField,
  TicketStatus,
} from "@/graphql/client/graphql";
import { PRIORITIES, STATUSES } from "../ticket-words";

/** The list that a ticket's page leads back to, and the name under which a tab remembers it. */
export const QUEUE = { name: "ticket", lists: [{ path: "/tickets", label: "Tickets" }] } as const;

export interface QueueView {
  key: string;
  label: string;
  filter: TicketFilterInput;
}

const NOT_CLOSED: TicketStatus[] = ["NEW", "OPEN", "PENDING", "ON_HOLD"];
export const EVERYTHING: QueueView = { key: "all", label: "All", filter: {} };
const EVERYTHING_OPEN: QueueView = { key: "open", label: "All open", filter: { statuses: NOT_CLOSED } };

/** The ways into the queue that agents take all day, then one for each status. */
export const VIEWS: readonly QueueView[] = [
  { key: "unassigned", label: "Unassigned", filter: { isUnassigned: true, statuses: NOT_CLOSED } },
  { key: "mine", label: "Mine", filter: { isMine: true, statuses: NOT_CLOSED } },
  EVERYTHING_OPEN,
  EVERYTHING,
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
export interface QueueState extends ListPage {
  view: QueueView;
  priority?: TicketPriority;
  assigneeId?: string;
  organisationId?: string;
  reporterId?: string;
  tag?: string;
  sort: ListSort<SortKey>;
}

const SORT_KEYS = SORTABLE.map(({ key }) => key);
const USUAL_SORT: ListSort<SortKey> = { key: "updatedAt", direction: "DESC" };

/** What the address says. */
export function readQueueState(address: URLSearchParams): QueueState {
  const view = VIEWS.find(({ key }) => key === address.get("view")) ?? EVERYTHING_OPEN;
  return {
    ...readListPage(address),
    view,
    priority: PRIORITIES.find(({ key }) => key === address.get("priority"))?.priority,
    // Nobody's and one's own tickets have their assignee from the view already.
    assigneeId: hasOwnAssignee(view) ? undefined : idIn(address.get("assignee")),
    organisationId: idIn(address.get("organisation")),
    reporterId: idIn(address.get("reporter")),
    tag: address.get("tag")?.trim().slice(0, 60) || undefined,
    sort: sortIn(address.get("sort"), SORT_KEYS, USUAL_SORT),
  };
}

/** The address of a queue. Every change but one of place begins at its first page. */
export function queueHref(state: QueueState, changes: Partial<QueueState> = {}): string {
  const next = changed(state, changes);
  // By its key: what went to the browser is a copy of the view.
  return listAddress("/tickets", next, [
    ["view", next.view.key === EVERYTHING_OPEN.key ? undefined : next.view.key],
    ["priority", PRIORITIES.find(({ priority }) => priority === next.priority)?.key],
    ["assignee", hasOwnAssignee(next.view) ? undefined : next.assigneeId],
    ["organisation", next.organisationId],
    ["reporter", next.reporterId],
    ["tag", next.tag],
    ["sort", sortText(next.sort, USUAL_SORT)],
  ]);
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

import { changed, idIn, type ListPage, listAddress, readListPage } from "@/app/_lib/url-state";
import type { TicketStatus } from "@/graphql/client/graphql";
import { STATUS_WORDS } from "./hub-status";

/** What the list shows. All of it stands in the address. */
export interface HubListState extends ListPage {
  status?: TicketStatus;
  /** The list of an organisation; the customer's own when there is none. */
  organisationId?: string;
}

const isStatus = (text: string): text is TicketStatus => text in STATUS_WORDS;

/** Nonsense in an address counts as nothing said. */
export function readHubList(address: URLSearchParams): HubListState {
  const status = (address.get("status") ?? "").toUpperCase();
  return {
    ...readListPage(address),
    size: 25,
    before: undefined,
    status: isStatus(status) ? status : undefined,
    organisationId: idIn(address.get("organisation")),
  };
}

export function hubListHref(state: HubListState, changes?: Partial<HubListState>): string {
  const next = changed(state, changes);
  return listAddress("/hub/tickets", next, [
    ["organisation", next.organisationId],
    ["status", next.status?.toLowerCase()],
  ]);
}

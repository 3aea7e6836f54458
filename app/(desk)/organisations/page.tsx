import type { Metadata } from "next";
import { pageOrStart } from "@/app/_lib/list-page";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { addressOf, pageVariables, type SearchParams } from "@/app/_lib/url-state";
import { viewer } from "@/app/_lib/viewer";
import { EmptyList, ListArea, ListToolbar } from "@/app/_ui/list-area";
import { NothingFound } from "@/app/_ui/nothing-found";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { SearchField } from "@/app/_ui/search-field";
import { graphql } from "@/graphql/client";
import { type OrganisationListState, organisationListHref, readOrganisationList } from "./_list/list-state";
import { OrganisationNavigation } from "./_list/organisation-navigation";
import { OrganisationTable } from "./_list/organisation-table";
import { NewOrganisation } from "./new-organisation";

export const metadata: Metadata = { title: "Organisations" };

const ORGANISATION_LIST = graphql(`
  query OrganisationList(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $query: String
    $sort: OrganisationSort
    $withTickets: Boolean!
  ) {
    organisations(first: $first, after: $after, last: $last, before: $before, query: $query, sort: $sort) {
      nodes {
        id
        name
        domains
        memberCount
        openTicketCount @include(if: $withTickets)
        createdAt
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

export default async function OrganisationsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("customer.view");
  const { permissions } = await viewer();
  const state = readOrganisationList(await addressOf(searchParams));
  const { nodes, pageInfo } = (await pageOf(state, permissions.includes("ticket.view"))).organisations;
  const canManage = permissions.includes("organisation.manage");
  return (
    <OrganisationNavigation state={state} records={nodes.map(({ id }) => `/organisations/${id}`)}>
      <PageHeader
        title="Organisations"
        lead="The companies and groups that customers belong to."
        actions={canManage && <NewOrganisation />}
      />
      <ListToolbar total={null}>
        <SearchField label="Search organisations" placeholder="Search name or e-mail domain" />
      </ListToolbar>
      <ListArea
        label="List of organisations"
        pager={
          nodes.length > 0 && (
            <Pager
              label="Pages of organisations"
              size={state.size}
              pageInfo={pageInfo}
              hrefOf={(changes) => organisationListHref(state, changes)}
            />
          )
        }
      >
        {nodes.length > 0 ? (
          <OrganisationTable state={state} organisations={nodes} />
        ) : (
          <NoOrganisations state={state} canManage={canManage} />
        )}
      </ListArea>
    </OrganisationNavigation>
  );
}

function pageOf(state: OrganisationListState, withTickets: boolean) {
  const sort = state.sort.key === "createdAt" ? "CREATED" : "NAME";
  const ask = () => query(ORGANISATION_LIST, { ...pageVariables(state), sort, withTickets });
  return pageOrStart(state, organisationListHref(state), ask, (answer) => answer.organisations);
}

function NoOrganisations({ state, canManage }: { state: OrganisationListState; canManage: boolean }) {
  const words = state.search.trim();
  if (words) {
    return (
      <NothingFound
        title="No organisation found"
        words={words}
        searched="Searched were the beginnings of names and of e-mail domains."
        filters={0}
        withoutWords={organisationListHref(state, { search: "" })}
        withoutFilters={organisationListHref(state)}
      />
    );
  }
  return (
    <EmptyList title="No organisations yet">
      {canManage
        ? "Make the first one here, or import customers with a column for their organisation."
        : "An admin makes them here, or imports customers with a column for their organisation."}
    </EmptyList>
  );
}

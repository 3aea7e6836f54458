import { Button } from "@mantine/core";
import { IconDownload, IconFileImport, IconPlus } from "@tabler/icons-react";
import { cookies } from "next/headers";
import { pageOrStart } from "@/app/_lib/list-page";
import { query } from "@/app/_lib/query";
import { addressOf, pageVariables, type SearchParams, totalInWords } from "@/app/_lib/url-state";
import { viewer } from "@/app/_lib/viewer";
import { ButtonLink } from "@/app/_ui/links";
import { ListArea, ListToolbar } from "@/app/_ui/list-area";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { TickKey } from "@/app/_ui/row-keys";
import { SearchField } from "@/app/_ui/search-field";
import type { CustomerListQuery } from "@/graphql/client/graphql";
import { allowedKinds } from "../_mass/kinds";
import { COLUMNS_COOKIE } from "./columns-cookie";
import { CustomerChips } from "./customer-chips";
import { CUSTOMER_LIST } from "./customer-list.document";
import { CustomerTable } from "./customer-table";
import { FilterPanel } from "./filter-panel";
import { attributeOf, isTicketColumn } from "./list-columns";
import { CustomerListNavigation } from "./list-navigation";
import { LIST_ID } from "./list-place";
import { exportHref, filterOf, type ListName, type ListState, listHref, readListState, sortInput } from "./list-state";
import { NoCustomers } from "./no-customers";
import { SelectionProvider } from "./selection";
import { SelectionBar } from "./selection-bar";
import { ViewPanel } from "./view-panel";

/** The Active or the Deleted list. */
export async function CustomerList({ list, searchParams }: { list: ListName; searchParams: SearchParams }) {
  const remembered = (await cookies()).get(COLUMNS_COOKIE)?.value;
  const { permissions } = await viewer();
  const state = readListState(list, await addressOf(searchParams), remembered);
  // Not even how many tickets there are is anybody's to know without it.
  if (!permissions.includes("ticket.view")) state.columns = state.columns.filter((column) => !isTicketColumn(column));
  const { customers, attributeDefinitions, organisation } = await pageOf(state);
  const may = (permission: string) => permissions.includes(permission);
  const rights = {
    canEdit: may("customer.edit"),
    canDelete: may("customer.delete"),
    canRestore: may("customer.restore"),
    canSelect: allowedKinds(list, permissions).length > 0 || may("customer.export"),
  };
  const view = { query: state.search.trim() || undefined, filter: filterOf(state) };
  const { totalCount, totalCountIsExact } = customers;
  const { nodes, pageInfo } = customers;
  const hrefOf = (changes: Partial<ListState>) => listHref(state, changes);

  return (
    <CustomerListNavigation state={state} records={nodes.map(({ id }) => `/customers/${id}`)}>
      <PageHeader
        title={list === "active" ? "Customers" : "Deleted customers"}
        actions={<HeaderActions state={state} may={may} />}
      />
      <SelectionProvider ids={nodes.map((customer) => customer.id)} view={view}>
        <ListToolbar total={totalInWords(customers, "customer", "customers")}>
          <SearchField label="Search customers" placeholder="Search name, e-mail, mobile, organisation" />
          <FilterPanel definitions={attributeDefinitions} organisation={organisation} />
          <ViewPanel definitions={attributeDefinitions} />
        </ListToolbar>
        <CustomerChips state={state} organisationName={organisation?.name} />
        <SelectionBar state={state} permissions={permissions} total={{ totalCount, totalCountIsExact }} />
        <ListArea
          id={LIST_ID}
          label="List of customers"
          pager={
            nodes.length > 0 && (
              <Pager label="Pages of the list" size={state.size} pageInfo={pageInfo} hrefOf={hrefOf} />
            )
          }
        >
          {nodes.length > 0 ? (
            <>
              {rights.canSelect && <TickKey />}
              <CustomerTable state={state} customers={nodes} rights={rights} />
            </>
          ) : (
            <NoCustomers state={state} canCreate={may("customer.create")} canImport={may("customer.import")} />
          )}
        </ListArea>
      </SelectionProvider>
    </CustomerListNavigation>
  );
}

function HeaderActions({ state, may }: { state: ListState; may: (permission: string) => boolean }) {
  return (
    <>
      {may("customer.export") && (
        <Button
          component="a"
          href={exportHref(state)}
          download="customers.csv"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export CSV
        </Button>
      )}
      {state.list === "active" && may("customer.import") && (
        <ButtonLink href="/customers/import" variant="default" leftSection={<IconFileImport size={16} aria-hidden />}>
          Import
        </ButtonLink>
      )}
      {state.list === "active" && may("customer.create") && (
        <ButtonLink href="/customers/new" leftSection={<IconPlus size={16} aria-hidden />}>
          New customer
        </ButtonLink>
      )}
    </>
  );
}

async function pageOf(state: ListState): Promise<CustomerListQuery> {
  const ask = () =>
    query(CUSTOMER_LIST, {
      ...pageVariables(state),
      filter: filterOf(state),
      sort: sortInput(state),
      withAttributes: state.columns.some((column) => attributeOf(column) !== undefined),
      withTags: state.columns.includes("tags"),
      withTickets: state.columns.some(isTicketColumn),
      organisationId: state.organisationId ?? "0",
      withOrganisation: state.organisationId !== undefined,
    });
  return pageOrStart(state, listHref(state), ask, (answer) => answer.customers);
}

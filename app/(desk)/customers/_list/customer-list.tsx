import { Button } from "@mantine/core";
import { IconDownload, IconFileImport, IconPlus } from "@tabler/icons-react";
import { cookies } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { query } from "@/app/_lib/query";
import { viewer } from "@/app/_lib/viewer";
import { ButtonLink } from "@/app/_ui/links";
import { PageHeader } from "@/app/_ui/page-header";
import type { CustomerListQuery } from "@/graphql/client/graphql";
import { COLUMNS_COOKIE } from "./columns-cookie";
import { CUSTOMER_LIST } from "./customer-list.document";
import classes from "./customer-list.module.css";
import { CustomerTable } from "./customer-table";
import { EmptyList } from "./empty-list";
import { FilterChips } from "./filter-chips";
import { FilterPanel } from "./filter-panel";
import { attributeOf, isTicketColumn } from "./list-columns";
import { ListNavigationProvider, PendingArea } from "./list-navigation";
import { LIST_ID } from "./list-place";
import { exportHref, filterOf, type ListName, type ListState, listHref, readListState, sortInput } from "./list-state";
import { Pager } from "./pager";
import { SearchField } from "./search-field";
import { SelectionBar, SelectionProvider } from "./selection";
import { ViewPanel } from "./view-panel";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The Active or the Deleted list. */
export async function CustomerList({ list, searchParams }: { list: ListName; searchParams: SearchParams }) {
  const remembered = (await cookies()).get(COLUMNS_COOKIE)?.value;
  const { permissions } = await viewer();
  const state = readListState(list, addressOf(await searchParams), remembered);
  // Not even how many tickets there are is anybody's to know without it.
  if (!permissions.includes("ticket.view")) state.columns = state.columns.filter((column) => !isTicketColumn(column));
  const { customers, attributeDefinitions, organisation } = await pageOf(state);
  const may = (permission: string) => permissions.includes(permission);
  const rights = {
    canEdit: may("customer.edit"),
    canDelete: may("customer.delete"),
    canRestore: may("customer.restore"),
  };
  const { nodes, pageInfo } = customers;

  return (
    <ListNavigationProvider state={state}>
      <PageHeader
        title={list === "active" ? "Customers" : "Deleted customers"}
        actions={<HeaderActions state={state} may={may} />}
      />
      <SelectionProvider ids={nodes.map((customer) => customer.id)}>
        <div className={classes.toolbar}>
          <SearchField state={state} />
          <FilterPanel definitions={attributeDefinitions} organisation={organisation} />
          <ViewPanel definitions={attributeDefinitions} />
          <p className={classes.total} role="status">
            {totalInWords(customers)}
          </p>
        </div>
        <FilterChips state={state} organisationName={organisation?.name} />
        <SelectionBar action={list === "active" ? "delete" : "restore"} />
        <PendingArea>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus can be scrolled with the arrow keys. */}
          <section id={LIST_ID} className={classes.scroller} tabIndex={0} aria-label="List of customers">
            {nodes.length > 0 ? (
              <CustomerTable state={state} customers={nodes} rights={rights} />
            ) : (
              <EmptyList state={state} canCreate={may("customer.create")} canImport={may("customer.import")} />
            )}
          </section>
          {nodes.length > 0 && <Pager state={state} pageInfo={pageInfo} />}
        </PendingArea>
      </SelectionProvider>
    </ListNavigationProvider>
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
  const { after, before, size } = state;
  let answer: CustomerListQuery;
  try {
    answer = await query(CUSTOMER_LIST, {
      ...(before ? { last: size, before } : { first: size, after }),
      query: state.search.trim() || undefined,
      filter: filterOf(state),
      sort: sortInput(state),
      withAttributes: state.columns.some((column) => attributeOf(column) !== undefined),
      withTickets: state.columns.some(isTicketColumn),
      organisationId: state.organisationId ?? "0",
      withOrganisation: state.organisationId !== undefined,
    });
  } catch (error) {
    unstable_rethrow(error);
    // A place from another order, or one that somebody mistyped: the list begins anew rather than fail.
    if (after || before) redirect(listHref(state));
    throw error;
  }
  // The place has emptied since, or walking back came to a first page shorter than a page: begin at the beginning.
  const { nodes, pageInfo } = answer.customers;
  const isLost = nodes.length === 0 || (before && !pageInfo.hasPreviousPage && nodes.length < size);
  if ((after || before) && isLost) redirect(listHref(state));
  return answer;
}

function addressOf(params: Awaited<SearchParams>): URLSearchParams {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) for (const one of [value ?? []].flat()) address.append(name, one);
  return address;
}

function totalInWords({ totalCount, totalCountIsExact }: CustomerListQuery["customers"]): string {
  const count = totalCount.toLocaleString("en-GB");
  if (!totalCountIsExact) return `More than ${count} customers`;
  return `${count} ${totalCount === 1 ? "customer" : "customers"}`;
}

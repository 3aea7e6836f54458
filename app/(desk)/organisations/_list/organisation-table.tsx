// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { TextLink } from "@/app/_ui/links";
import listClasses from "@/app/_ui/list.module.css";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { Moment } from "@/app/_ui/moment";
import type { OrganisationListQuery } from "@/graphql/client/graphql";
import { countInWords } from "../count-in-words";
import { ORDERS, type OrganisationListState, organisationListHref } from "./list-state";
import classes from "./organisations.module.css";

type Organisation = OrganisationListQuery["organisations"]["nodes"][number];

/** The list itself. */
export function OrganisationTable({
  state,
  organisations,
}: {
  state: OrganisationListState;
  organisations: Organisation[];
}) {
  const withTickets = organisations.some(({ openTicketCount }) => openTicketCount !== undefined);
  return (
    <ListTable
      caption="Organisations"
      className={classes.organisations}
      headings={
        <>
          <Heading state={state} order="name" label="Name" />
          <ListHeading column="domains" label="Domains" />
          <ListHeading label="Members" />
          {withTickets && <ListHeading label="Open tickets" />}
          <Heading state={state} order="createdAt" label="Created" />
        </>
      }
    >
      {organisations.map(({ id, name, domains, memberCount, openTicketCount, createdAt }) => (
        <tr key={id} role="row">
          <th role="rowheader" scope="row" className={classes.name}>
            <TextLink href={`/organisations/${id}`} className={listClasses.nameLink}>
              <bdi>{name}</bdi>
            </TextLink>
          </th>
          <ListCell column="domains" label="Domains">
            {domains.length > 0 && <bdi title={domains.join(", ")}>{domainsInWords(domains)}</bdi>}
          </ListCell>
          <ListCell label="Members">{countInWords(memberCount)}</ListCell>
          {withTickets && <ListCell label="Open tickets">{countInWords(openTicketCount ?? 0)}</ListCell>}
          <ListCell label="Created">
            <Moment at={createdAt} day />
          </ListCell>
        </tr>
      ))}
    </ListTable>
  );
}

const SHOWN = 3;

/** A group of companies has dozens; their page shows them all. */
function domainsInWords(domains: readonly string[]): string {
  const more = domains.length - SHOWN;
  return domains.slice(0, SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

interface HeadingProps {
  state: OrganisationListState;
  order: keyof typeof ORDERS;
  label: string;
}

function Heading({ state, order, label }: HeadingProps) {
  const isSorted = state.sort.key === order;
  return (
    <ListHeading
      column={order}
      label={label}
      sorted={isSorted ? ORDERS[order].direction : undefined}
      sortHref={organisationListHref(state, { sort: ORDERS[order] })}
    />
  );
}

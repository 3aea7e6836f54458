import { Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { Panel } from "@/app/_ui/panel";
import { RecordHeader } from "@/app/_ui/record-header";
import type { OrganisationPageQuery } from "@/graphql/client/graphql";
import accountClasses from "../../customers/_account/account.module.css";
import { StatusBadge } from "../../tickets/status-badge";
import { LEVELS_EXPLAINED } from "../_access/levels";
import { ORGANISATIONS } from "../_list/list-state";
import { DeleteOrganisation } from "../_organisation/delete-organisation";
import { ORGANISATION } from "../_organisation/organisation.document";
import { OrganisationAccess } from "../_organisation/organisation-access";
import { OrganisationFacts } from "../_organisation/organisation-facts";
import { OrganisationForm } from "../_organisation/organisation-form";
import { SuggestedMembers } from "../_organisation/suggested-members";
import { countInWords } from "../count-in-words";

interface OrganisationPageProps {
  params: Promise<{ id: string }>;
}

/** Read once for the page and its title. */
const organisationOf = cache(async (id: string) => {
  await requirePermission("customer.view");
  const { permissions } = await viewer();
  const withTickets = permissions.includes("ticket.view");
  const { organisation, suggestedMembers } = await query(ORGANISATION, { id, withTickets });
  return organisation ? { organisation, suggestedMembers } : notFound();
});

export async function generateMetadata({ params }: OrganisationPageProps): Promise<Metadata> {
  return { title: (await organisationOf((await params).id)).organisation.name };
}

export default async function OrganisationPage({ params }: OrganisationPageProps) {
  const { organisation, suggestedMembers } = await organisationOf((await params).id);
  const { permissions } = await viewer();
  const { id, name, version, domains, grants, members, memberCount, tickets, openTicketCount } = organisation;
  return (
    <>
      <RecordHeader
        list={ORGANISATIONS}
        title={<bdi className={accountClasses.titleName}>{name}</bdi>}
        lead={
          <>
            Since <Moment at={organisation.createdAt} day />
          </>
        }
        actions={
          permissions.includes("organisation.manage") && <DeleteOrganisation id={id} name={name} domains={domains} />
        }
      />
      <div className={accountClasses.columns}>
        <Panel title="Details">
          {permissions.includes("organisation.manage") ? (
            <OrganisationForm key={version} organisation={organisation} />
          ) : (
            <OrganisationFacts organisation={organisation} />
          )}
        </Panel>
        <Stack gap="md" className={accountClasses.panels}>
          <Panel
            title="Access to its tickets"
            lead={`Who sees them in the Customer Hub. Being a member gives none. ${LEVELS_EXPLAINED}`}
          >
            <OrganisationAccess
              // Another first page moves the place where the next begins.
              key={grants.nodes.map(({ customer }) => customer.id).join()}
              organisationId={id}
              grants={grants}
              canChange={permissions.includes("customer.organisationAccess")}
            />
          </Panel>
          {permissions.includes("customer.edit") && suggestedMembers.nodes.length > 0 && (
            <Panel title="May belong to it" lead="Customers of no organisation with an address of its domains.">
              <SuggestedMembers
                key={suggestedMembers.nodes.map((customer) => customer.id).join()}
                organisationId={id}
                customers={suggestedMembers.nodes}
                hasMore={suggestedMembers.pageInfo.hasNextPage}
              />
            </Panel>
          )}
          <Members organisationId={id} members={members.nodes} count={memberCount} />
          {tickets && <Tickets organisationId={id} tickets={tickets.nodes} open={openTicketCount ?? 0} />}
        </Stack>
      </div>
    </>
  );
}

type Organisation = NonNullable<OrganisationPageQuery["organisation"]>;

interface MembersProps {
  organisationId: string;
  members: Organisation["members"]["nodes"];
  count: number;
}

function Members({ organisationId, members, count }: MembersProps) {
  if (members.length === 0) {
    return (
      <Panel title="Members">
        <Text c="dimmed">Nobody belongs to it yet. A customer’s organisation is chosen on their form.</Text>
      </Panel>
    );
  }
  return (
    <Panel title="Members">
      <ul className={accountClasses.tickets}>
        {members.map(({ id, displayName, email, mobile }) => (
          <li key={id}>
            <span className={accountClasses.ticketSubject}>
              <TextLink href={`/customers/${id}`}>
                <bdi>{displayName}</bdi>
              </TextLink>
              {(email ?? mobile) !== displayName && (
                <Text component="span" c="dimmed">
                  {" "}
                  {email ?? mobile}
                </Text>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Text mt="sm">
        <TextLink href={`/customers?organisation=${organisationId}`}>
          {count > members.length ? `All ${countInWords(count)} members in the customer list` : "In the customer list"}
        </TextLink>
      </Text>
    </Panel>
  );
}

interface TicketsProps {
  organisationId: string;
  tickets: NonNullable<Organisation["tickets"]>["nodes"];
  open: number;
}

function Tickets({ organisationId, tickets, open }: TicketsProps) {
  if (tickets.length === 0) {
    return (
      <Panel title="Tickets">
        <Text c="dimmed">None was opened for it yet.</Text>
      </Panel>
    );
  }
  return (
    <Panel title="Tickets" lead={`${countInWords(open)} of them not closed.`}>
      <ul className={accountClasses.tickets}>
        {tickets.map(({ id, number, subject, status, createdAt }) => (
          <li key={id}>
            <StatusBadge status={status} />
            <span className={accountClasses.ticketSubject}>
              <TextLink href={`/tickets/${number}`}>
                #{number} <bdi>{subject}</bdi>
              </TextLink>
            </span>
            <span className={accountClasses.when}>
              <Moment at={createdAt} ago />
            </span>
          </li>
        ))}
      </ul>
      <Text mt="sm">
        <TextLink href={`/tickets?view=all&organisation=${organisationId}`}>All its tickets in the queue</TextLink>
      </Text>
    </Panel>
  );
}

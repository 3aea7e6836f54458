import { Alert } from "@mantine/core";
import { IconArrowsJoin } from "@tabler/icons-react";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { query } from "@/app/_lib/query";
import { viewer } from "@/app/_lib/viewer";
import { InitialsAvatar } from "@/app/_ui/initials-avatar";
import { Panel } from "@/app/_ui/panel";
import classes from "../_account/account.module.css";
import { AccountActions } from "../_account/account-actions";
import { AccountDetails } from "../_account/account-details";
import { CustomerAccess } from "../_account/customer-access";
import { CustomerMails } from "../_account/customer-mails";
import { CustomerNotes } from "../_account/customer-notes";
import { CustomerTags } from "../_account/customer-tags";
import { CustomerTickets } from "../_account/customer-tickets";
import { StateBadges } from "../_account/state-badges";
import { ACCOUNT } from "../_account/timeline.document";
import { UserActivity } from "../_account/user-activity";
import { CustomerName } from "../customer-name";
import { CustomerPageHeader } from "../customer-page-header";

interface AccountPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Read once for the page and its title. */
const account = cache(async (id: string) => {
  const { permissions } = await viewer();
  const withTickets = permissions.includes("ticket.view");
  return (await query(ACCOUNT, { id, withTickets })).customer ?? notFound();
});

export async function generateMetadata({ params }: AccountPageProps): Promise<Metadata> {
  return { title: (await account((await params).id)).displayName };
}

export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  const customer = await account((await params).id);
  if (customer.mergedInto) redirect(`/customers/${customer.mergedInto.id}?merged=${customer.id}`);
  const { merged } = await searchParams;
  const isLedHere = customer.mergedFrom.some((former) => former.id === merged);
  const { permissions } = await viewer();
  const may = (permission: string) => permissions.includes(permission);
  const { id, displayName, email, initials, isBlocked, deletedAt } = customer;
  return (
    <>
      <CustomerPageHeader
        title={
          <span className={classes.title}>
            <InitialsAvatar name={displayName} initials={initials} size={40} />
            <span className={classes.titleName}>
              <CustomerName name={displayName} isDeleted={deletedAt !== null} />
            </span>
          </span>
        }
        lead={
          <span className={classes.badges}>
            <StateBadges customer={customer} />
          </span>
        }
        actions={
          <AccountActions
            customer={{ id, displayName, email, isBlocked, isDeleted: deletedAt !== null }}
            permissions={permissions}
          />
        }
      />
      {isLedHere && (
        <Alert color="blue" variant="light" mb="md" icon={<IconArrowsJoin size={20} aria-hidden />}>
          The record that you opened was merged into this one.
        </Alert>
      )}
      <div className={classes.columns}>
        <AccountDetails customer={customer} canImport={may("customer.import")} canEdit={may("customer.edit")} />
        <div className={classes.panels}>
          {"tickets" in customer && customer.tickets && customer.ticketCounts && (
            <CustomerTickets
              // A new ticket on top moves the place where the older ones begin: they are then read anew.
              key={customer.tickets.nodes[0]?.id}
              customerId={id}
              tickets={{ tickets: customer.tickets, ticketCounts: customer.ticketCounts }}
            />
          )}
          <Panel title="Notes and tags">
            <CustomerTags customerId={id} tags={customer.tags} canEdit={may("customer.edit")} />
            <CustomerNotes
              // A new note on top moves the place where the older ones begin.
              key={customer.notes.nodes[0]?.id}
              customerId={id}
              notes={customer.notes}
              canEdit={may("customer.edit")}
            />
          </Panel>
          <CustomerAccess customer={customer} canChange={may("customer.organisationAccess")} />
          <CustomerMails
            key={`mails ${customer.mails?.nodes[0]?.id}`}
            customer={customer}
            canEdit={may("customer.edit")}
            canReadMailbox={may("settings.manage")}
          />
          <UserActivity customerId={id} activity={customer.activity} canMerge={may("customer.merge")} />
        </div>
      </div>
    </>
  );
}

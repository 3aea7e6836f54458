import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { PageHeader } from "@/app/_ui/page-header";
import { countryName } from "../../customers/_form/form-rights";
import { NEW_TICKET_FORM } from "../_new/new-ticket.document";
import { NewTicketForm } from "../_new/new-ticket-form";
import { reporterLabel } from "../reporter-label";

export const metadata: Metadata = { title: "New ticket" };

interface NewTicketPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewTicketPage({ searchParams }: NewTicketPageProps) {
  // The form offers the agents to assign to, which only those who see tickets may know.
  await requirePermission("ticket.create");
  await requirePermission("ticket.view");
  const { permissions } = await viewer();
  const canPick = permissions.includes("customer.view");
  const wanted = (await searchParams).customer;
  const customerId = typeof wanted === "string" && /^[1-9]\d{0,9}$/.test(wanted) ? wanted : undefined;
  const { agents, settings, customer } = await query(NEW_TICKET_FORM, {
    customerId: customerId ?? "0",
    withCustomer: canPick && customerId !== undefined,
  });
  // Deleted customers cannot be picked; somebody else is then chosen in the form.
  const reporter = customer && !customer.deletedAt ? { id: customer.id, label: reporterLabel(customer) } : null;
  return (
    <>
      <PageHeader trail={[{ href: "/tickets", label: "Tickets" }]} title="New ticket" />
      <NewTicketForm
        reporter={reporter}
        agents={agents}
        defaultCountry={countryName(settings.defaultCountry)}
        canPick={canPick}
      />
    </>
  );
}

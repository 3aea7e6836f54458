import type { Metadata } from "next";
import { hubViewer } from "@/app/_lib/hub";
import { HUB } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { PageHeader } from "@/app/_ui/page-header";
import { graphql } from "@/graphql/client";
import { NewTicketForm } from "./new-ticket-form";

export const metadata: Metadata = { title: "New request" };

const MY_ORGANISATIONS = graphql(`
  query OrganisationsToWriteFor {
    hubOrganisations {
      id
      name
      level
    }
  }
`);

export default async function NewTicketPage() {
  const { id } = await hubViewer();
  const { hubOrganisations } = await run(MY_ORGANISATIONS, {}, HUB);
  return (
    <>
      <PageHeader trail={[{ href: "/hub/tickets", label: "Your requests" }]} title="New request" />
      <NewTicketForm customerId={id} organisations={hubOrganisations.filter(({ level }) => level === "CREATE")} />
    </>
  );
}

import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { CustomerForm } from "../../_form/customer-form";
import { CUSTOMER_TO_EDIT } from "../../_form/form.document";
import { countryName, formRights } from "../../_form/form-rights";
import { CustomerPageHeader } from "../../customer-page-header";

export const metadata: Metadata = { title: "Edit customer" };

export default async function EditCustomerPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePermission("customer.edit");
  const { id } = await params;
  const { customer, attributeDefinitions, settings } = await query(CUSTOMER_TO_EDIT, { id });
  if (!customer) notFound();
  // A deleted or merged record cannot be changed; its page says so and offers to restore it, or leads to who it became.
  if (customer.deletedAt || customer.mergedInto) redirect(`/customers/${id}`);
  const { permissions } = await viewer();
  const { displayName } = customer;
  return (
    <>
      <CustomerPageHeader title="Edit customer" record={{ id, name: displayName }} />
      <CustomerForm
        customer={customer}
        definitions={attributeDefinitions}
        defaultCountry={countryName(settings.defaultCountry)}
        rights={formRights(permissions, settings)}
      />
    </>
  );
}

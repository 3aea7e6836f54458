import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { CustomerForm } from "../_form/customer-form";
import { NEW_CUSTOMER_FORM } from "../_form/form.document";
import { countryName, formRights } from "../_form/form-rights";
import { CustomerPageHeader } from "../customer-page-header";

export const metadata: Metadata = { title: "New customer" };

export default async function NewCustomerPage() {
  await requirePermission("customer.create");
  const { attributeDefinitions, settings } = await query(NEW_CUSTOMER_FORM, {});
  const { permissions } = await viewer();
  return (
    <>
      <CustomerPageHeader title="New customer" />
      <CustomerForm
        definitions={attributeDefinitions}
        defaultCountry={countryName(settings.defaultCountry)}
        rights={formRights(permissions, settings)}
        newHubAccess={settings.newCustomersHaveHubAccess}
      />
    </>
  );
}

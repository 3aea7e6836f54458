import type { ReactNode } from "react";
import { RecordHeader } from "@/app/_ui/record-header";
import { CUSTOMER_LISTS } from "./_list/customer-lists";

interface CustomerPageHeaderProps {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** The record that an edit form belongs to. */
  record?: { id: string; name: string };
}

/** The heading of a customer's pages. */
export function CustomerPageHeader({ record, ...header }: CustomerPageHeaderProps) {
  const back = record && { href: `/customers/${record.id}`, name: record.name };
  return <RecordHeader {...header} list={CUSTOMER_LISTS} record={back} />;
}

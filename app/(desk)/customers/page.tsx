import type { Metadata } from "next";
import { CustomerList, type SearchParams } from "./_list/customer-list";

export const metadata: Metadata = { title: "Customers" };

export default function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  return <CustomerList list="active" searchParams={searchParams} />;
}

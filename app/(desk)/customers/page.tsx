import type { Metadata } from "next";
import type { SearchParams } from "@/app/_lib/url-state";
import { CustomerList } from "./_list/customer-list";

export const metadata: Metadata = { title: "Customers" };

export default function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  return <CustomerList list="active" searchParams={searchParams} />;
}

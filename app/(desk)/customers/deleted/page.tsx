import type { Metadata } from "next";
import { CustomerList, type SearchParams } from "../_list/customer-list";

export const metadata: Metadata = { title: "Deleted customers" };

export default function DeletedCustomersPage({ searchParams }: { searchParams: SearchParams }) {
  return <CustomerList list="deleted" searchParams={searchParams} />;
}

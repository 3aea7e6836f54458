import type { Metadata } from "next";
import type { SearchParams } from "@/app/_lib/url-state";
import { CustomerList } from "../_list/customer-list";

export const metadata: Metadata = { title: "Deleted customers" };

export default function DeletedCustomersPage({ searchParams }: { searchParams: SearchParams }) {
  return <CustomerList list="deleted" searchParams={searchParams} />;
}

import { rememberedList } from "@/app/_lib/remembered-list";

/** The lists that a record's page can lead back to, and the name under which a tab remembers which one it showed. */
export const CUSTOMER_LISTS = {
  name: "customer",
  lists: [
    { path: "/customers", label: "Customers" },
    { path: "/customers/deleted", label: "Deleted customers" },
  ],
} as const;

/** The list as this tab showed it last. */
export function rememberedCustomerList(): string {
  return rememberedList(CUSTOMER_LISTS.name, ["/customers", "/customers/deleted"]);
}

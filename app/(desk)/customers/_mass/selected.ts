import type { CustomerFilterInput } from "@/graphql/client/graphql";

/** Customers that were ticked, or all of a view, as the API takes them. */
export type Selected =
  | { ids: string[]; matching?: undefined }
  | { ids?: undefined; matching: { query?: string; filter?: CustomerFilterInput } };

/** "1 customer", "1,234 customers". */
export const people = (count: number): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? "customer" : "customers"}`;

import type { PickerOption } from "@/app/_ui/picker";
import type { FindReportersQuery } from "@/graphql/client/graphql";
import { reporterLabel } from "./reporter-label";

// As text: a document object would bring graphql-js into the browser to print it again. The generator checks it all the same.
const FIND_REPORTERS = /* GraphQL */ `
  query FindReporters($query: String!) {
    customers(first: 20, query: $query, filter: { isDeleted: false }) {
      nodes {
        id
        displayName
        email
        mobile
      }
    }
  }
`;

/** Customers whom a ticket can be from; deleted ones cannot be picked. Two of one name are told apart by their address. */
export async function findReporters(query: string, signal: AbortSignal): Promise<PickerOption[]> {
  const response = await fetch("/api/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: FIND_REPORTERS, variables: { query } }),
    signal,
  });
  // The type is generated from the document above.
  const answer = (await response.json()) as { data?: FindReportersQuery };
  if (!answer.data) throw new Error(`The search answered ${response.status}.`);
  return answer.data.customers.nodes.map((customer) => ({ id: customer.id, label: reporterLabel(customer) }));
}

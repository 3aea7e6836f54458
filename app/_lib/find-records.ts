import type { Found } from "@/app/_ui/found";
import type { FindCustomersQuery } from "@/graphql/client/graphql";

// As text: a document object would bring graphql-js into the browser to print it again. The generator checks it all the same.
const FIND_CUSTOMERS = /* GraphQL */ `
  query FindCustomers($query: String!) {
    customers(first: 8, query: $query) {
      nodes {
        id
        displayName
        email
      }
    }
    deleted: customers(first: 3, query: $query, filter: { isDeleted: true }) {
      nodes {
        id
        displayName
        email
      }
    }
  }
`;

/**
 * Customers for the command palette, asked over HTTP from the browser: server actions run one after the other and cannot
 * be aborted, so with them a slow answer to "an" would hold up the one to "anna".
 */
export async function findCustomers(query: string, signal: AbortSignal): Promise<Found[]> {
  const response = await fetch("/api/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: FIND_CUSTOMERS, variables: { query } }),
    signal,
  });
  // The type is generated from the document above.
  const answer = (await response.json()) as { data?: FindCustomersQuery };
  if (!answer.data) throw new Error(`The search answered ${response.status}.`);
  const { customers, deleted } = answer.data;
  return [...customers.nodes.map((one) => foundOf(one, false)), ...deleted.nodes.map((one) => foundOf(one, true))];
}

type Customer = FindCustomersQuery["customers"]["nodes"][number];

function foundOf({ id, displayName, email }: Customer, isGone: boolean): Found {
  const detail = email && email !== displayName ? email : undefined;
  return { href: `/customers/${id}`, label: displayName, detail, isGone };
}

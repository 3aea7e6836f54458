import type { Found } from "@/app/_ui/found";

const FIND_CUSTOMERS =
  "query FindCustomers($query: String!) { customers(first: 8, query: $query) { nodes { id displayName email } } }";

interface Answer {
  data?: { customers: { nodes: { id: string; displayName: string; email: string | null }[] } };
}

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
  // The shape is the document's, which the schema checks.
  const answer = (await response.json()) as Answer;
  if (!answer.data) throw new Error(`The search answered ${response.status}.`);
  return answer.data.customers.nodes.map(({ id, displayName, email }) => ({
    href: `/customers/${id}`,
    label: displayName,
    detail: email && email !== displayName ? email : undefined,
  }));
}

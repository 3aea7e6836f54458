import type { Found } from "@/app/_ui/found";
import type { FindRecordsQuery } from "@/graphql/client/graphql";

// As text: a document object would bring graphql-js into the browser to print it again. The generator checks it all the same.
const FIND_RECORDS = /* GraphQL */ `
  query FindRecords($query: String!) {
    customers(first: 8, query: $query) {
      nodes {
        id
        displayName
        email
      }
    }
    organisations(first: 4, query: $query) {
      nodes {
        id
        name
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
 * Customers and organisations for the command palette, asked over HTTP from the browser: server actions run one after the other and cannot
 * be aborted, so with them a slow answer to "an" would hold up the one to "anna".
 */
export async function findRecords(query: string, signal: AbortSignal): Promise<Found[]> {
  const response = await fetch("/api/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: FIND_RECORDS, variables: { query } }),
    signal,
  });
  // The type is generated from the document above.
  const answer = (await response.json()) as { data?: FindRecordsQuery };
  if (!answer.data) throw new Error(`The search answered ${response.status}.`);
  const { customers, organisations, deleted } = answer.data;
  return [
    ...customers.nodes.map((one) => foundOf(one, false)),
    ...deleted.nodes.map((one) => foundOf(one, true)),
    // Nobody has typed anything yet: the first of the alphabet are none that anybody wants.
    ...(query.trim() ? organisations.nodes : []).map(({ id, name }) => ({
      group: "Organisations",
      href: `/organisations/${id}`,
      label: name,
    })),
  ];
}

type Customer = FindRecordsQuery["customers"]["nodes"][number];

function foundOf({ id, displayName, email }: Customer, isGone: boolean): Found {
  const detail = email && email !== displayName ? email : undefined;
  return { group: "Customers", href: `/customers/${id}`, label: displayName, detail, isGone };
}

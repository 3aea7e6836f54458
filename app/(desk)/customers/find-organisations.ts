import type { PickerOption } from "@/app/_ui/picker";
import type { FindOrganisationsQuery } from "@/graphql/client/graphql";

// As text: a document object would bring graphql-js into the browser to print it again. The generator checks it all the same.
const FIND_ORGANISATIONS = /* GraphQL */ `
  query FindOrganisations($query: String!) {
    organisations(first: 20, query: $query) {
      nodes {
        id
        name
      }
    }
  }
`;

/** Organisations whose name begins with the words typed, asked over HTTP so that an older question can be dropped. */
export async function findOrganisations(query: string, signal: AbortSignal): Promise<PickerOption[]> {
  const response = await fetch("/api/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: FIND_ORGANISATIONS, variables: { query } }),
    signal,
  });
  // The type is generated from the document above.
  const answer = (await response.json()) as { data?: FindOrganisationsQuery };
  if (!answer.data) throw new Error(`The search answered ${response.status}.`);
  return answer.data.organisations.nodes.map(({ id, name }) => ({ id, label: name }));
}

/**
 * Runs one document over HTTP from the browser, for what goes on beside the page: server actions run one after the other, cannot be
 * aborted and draw the page anew. The document comes as text, because a document object would bring graphql-js into the browser.
 * Undefined when there is no answer: nobody is waiting for it.
 */
export async function ask<TData>(
  query: string,
  variables: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<TData | undefined> {
  try {
    const response = await fetch("/api/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
      signal,
    });
    // The caller's type is the one that was generated from its document.
    return ((await response.json()) as { data?: TData | null }).data ?? undefined;
  } catch {
    return undefined;
  }
}

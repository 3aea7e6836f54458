import { redirect, unstable_rethrow } from "next/navigation";
import type { ListPage } from "./url-state";

interface Connection {
  nodes: readonly unknown[];
  pageInfo: { hasPreviousPage: boolean };
}

/**
 * Asks for a page of a list. A place that is no place, that comes from another order or that has emptied since leads to
 * `start`, the same list from its beginning, rather than to an error.
 */
export async function pageOrStart<T>(
  { after, before, size }: ListPage,
  start: string,
  ask: () => Promise<T>,
  connectionOf: (answer: T) => Connection,
): Promise<T> {
  const answer = await orElse(ask, after || before ? start : undefined);
  // The place has emptied, or walking back came to a first page shorter than a page.
  const { nodes, pageInfo } = connectionOf(answer);
  const isLost = nodes.length === 0 || (before && !pageInfo.hasPreviousPage && nodes.length < size);
  if ((after || before) && isLost) redirect(start);
  return answer;
}

/** Asks, and leads to another page when that fails: to the same one without the place that its address had made up. */
export async function orElse<T>(ask: () => Promise<T>, otherwise: string | undefined): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    unstable_rethrow(error);
    if (otherwise) redirect(otherwise);
    throw error;
  }
}

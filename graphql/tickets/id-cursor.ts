import { fromCursor, notOurCursor } from "@/graphql/connection";

/** The id that a page goes on from, for lists in the order of ids; undefined for the first page. */
export function idAfter(cursor: string | null | undefined): number | undefined {
  const place = fromCursor(cursor);
  if (!place) return undefined;
  const [id, ...more] = place;
  if (typeof id === "number" && more.length === 0) return id;
  throw notOurCursor();
}

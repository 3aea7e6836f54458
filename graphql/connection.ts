import { Field, ObjectType } from "type-graphql";
import { UserError } from "@/server/errors";

@ObjectType("PageInfo", { description: "Where a page lies among the others (Relay)." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more follow." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether more come before." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first one here." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last one here." })
  endCursor!: string | null;
}

/** Pages that are only walked forward. */
export function forwardPage<T>(nodes: T[], hasMore: boolean, isFirst: boolean, cursorOf: (node: T) => string) {
  const edges = nodes.map((node) => ({ node, cursor: cursorOf(node) }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: hasMore,
      hasPreviousPage: !isFirst,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Opaque to the caller: what it holds may change. */
export const toCursor = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString("base64url");

/**
 * The parts of a cursor, or undefined where none was given.
 * @throws UserError for one that we did not make: beginning anew without a word would repeat the first page for ever
 */
export function fromCursor(cursor: string | null | undefined): (string | number)[] | undefined {
  if (!cursor) return undefined;
  const place = parsed(cursor);
  const isPlace = Array.isArray(place) && place.every((part) => typeof part === "string" || Number.isSafeInteger(part));
  if (!isPlace) throw notOurCursor();
  return place;
}

export const notOurCursor = () => new UserError("after", "This place is not from this list. Begin at the first page.");

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

import { Field, ObjectType } from "type-graphql";

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

/** The parts of a cursor, or undefined for one that we did not make. */
export function fromCursor(cursor: string | null | undefined): (string | number)[] | undefined {
  if (!cursor) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(place) && place.every((part) => typeof part === "string" || typeof part === "number")
      ? place
      : undefined;
  } catch {
    return undefined;
  }
}

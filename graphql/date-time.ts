import { GraphQLError, GraphQLScalarType, Kind } from "graphql";

/** Lists hand times over as the database's text, single records as dates; both leave as ISO 8601 in UTC. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: "DateTime",
  description: "A moment in UTC as ISO 8601 with milliseconds, for example `2026-11-23T14:29:17.123Z`.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time.html",
  serialize(value) {
    if (value instanceof Date || Object.prototype.toString.call(value) === "[object Date]")
      return (value as Date).toISOString();
    if (typeof value === "string") return value.includes("T") ? value : `${value.replace(" ", "T")}Z`;
    throw new GraphQLError("A time must be a date or the database's text.");
  },
  parseValue: (value) => parse(value),
  parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
});

function parse(value: unknown): Date {
  // A day alone is midnight UTC. Anything vaguer would be read in the server's zone.
  const isTime =
    typeof value === "string" &&
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(value);
  const date = new Date(isTime ? value : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new GraphQLError("Give a time such as 2026-11-23T14:29:17Z.");
  return date;
}

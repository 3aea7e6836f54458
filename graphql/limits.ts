import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloArmor } from "@escape.tech/graphql-armor";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { type ComplexityEstimator, getComplexity, simpleEstimator } from "graphql-query-complexity";
import type { GraphQLContext } from "./context";

/** A body of a request to the endpoint. The longest honest one is a mass action over 1,000 ids. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** A page of 100 customers with 100 lines of their timelines each would be 10,000 nodes: too much for one request. */
const MAX_COST = 20_000;

/** Depth, aliases, tokens and directives are cut off before a query is validated any further. */
export function armor() {
  return new ApolloArmor({
    // Our own pages go 7 deep, the introspection query of GraphiQL is left out by the rule itself.
    maxDepth: { n: 10 },
    maxAliases: { n: 20 },
    maxDirectives: { n: 30 },
    maxTokens: { n: 2000 },
    blockFieldSuggestion: { enabled: true },
    // Its cost knows nothing of page sizes; ours below does.
    costLimit: { enabled: false },
  }).protect();
}

/** Connections cost their page size times what a node costs. */
const pages: ComplexityEstimator = ({ args, childComplexity, field }) => {
  const isConnection = String(field.type).replace("!", "").endsWith("Connection");
  if (!isConnection) return undefined;
  const size = Number(args.first ?? args.last ?? 25);
  return 1 + Math.max(1, Math.min(size, 100)) * childComplexity;
};

/** Refuses what would read too much at once. */
export function costLimit(schema: GraphQLSchema): ApolloServerPlugin<GraphQLContext> {
  const estimators = [pages, simpleEstimator({ defaultComplexity: 1 })];
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ document, request, operationName }) {
        const cost = getComplexity({
          schema,
          query: document,
          variables: request.variables,
          operationName: operationName ?? undefined,
          estimators,
        });
        if (cost <= MAX_COST) return;
        throw new GraphQLError(
          `This query costs ${cost}, more than ${MAX_COST}. Ask for fewer fields or smaller pages.`,
          {
            extensions: { code: "BAD_USER_INPUT", http: { status: 400 } },
          },
        );
      },
    }),
  };
}

import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloArmor } from "@escape.tech/graphql-armor";
import {
  type ArgumentNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type ValidationContext,
  visit,
} from "graphql";
import { type ComplexityEstimator, getComplexity, simpleEstimator } from "graphql-query-complexity";
import type { GraphQLContext } from "./context";

/** A body of a request to the endpoint. The longest honest one is a mass action over 1,000 ids. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** A page of 100 customers with 100 lines of their timelines each would be 10,000 nodes: too much for one request. */
const MAX_COST = 20_000;

/** More than the longest of our own documents needs several times over. Counted by the parser, which stops there. */
export const MAX_TOKENS = 2000;

/** Reported like any other finding; armor's own way is to throw, which Apollo takes for a failure of the server. */
const refuse = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
};

/** Depth, aliases and directives are refused with everything else that is not valid. */
export function armor() {
  const off = { enabled: false };
  return new ApolloArmor({
    // Our own pages go 7 deep. GraphiQL's introspection goes deeper and has a rule of graphql-js for itself.
    maxDepth: { n: 10, ...refuse },
    maxAliases: { n: 20, ...refuse },
    maxDirectives: { n: 30, ...refuse },
    // Its parser answers every syntax error with status 500; graphql-js counts tokens itself.
    maxTokens: off,
    // errors.ts hides them, in the errors about variables too.
    blockFieldSuggestion: off,
    // Its cost knows nothing of page sizes; ours below does.
    costLimit: off,
  }).protect();
}

/** Connections cost their page size times what a node costs. */
const pages: ComplexityEstimator = ({ args, childComplexity, field }) => {
  const isConnection = String(field.type).replace("!", "").endsWith("Connection");
  if (!isConnection) return undefined;
  // No connection gives more than that when nobody says how many.
  const size = Number(args.first ?? args.last ?? 50);
  return 1 + Math.max(1, Math.min(size, 100)) * childComplexity;
};

const estimators = [pages, simpleEstimator({ defaultComplexity: 1 })];

/** Refuses what would read too much at once. */
export function costLimit(schema: GraphQLSchema): ApolloServerPlugin<GraphQLContext> {
  const known = knownCosts();
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ document, request, operationName }) {
        const cost = known(document, operationName, request.variables, () =>
          costOf(schema, document, request.variables, operationName),
        );
        if (cost > MAX_COST) {
          throw badInput(`This query costs ${cost}, more than ${MAX_COST}. Ask for fewer fields or smaller pages.`);
        }
      },
    }),
  };
}

type Variables = Record<string, unknown> | undefined;

/** Page sizes that one document is asked with: a list is asked with two or three. */
const KEPT_COSTS = 50;

/**
 * Costs of documents that come again, as long as Apollo keeps them parsed. Of the variables only those matter that say how long
 * a page is or leave a field out; the executor looks at the others.
 */
function knownCosts() {
  const documents = new WeakMap<DocumentNode, { decisive: string[]; costs: Map<string, number> }>();
  return (document: DocumentNode, operationName: string | null, variables: Variables, count: () => number): number => {
    const known = documents.get(document) ?? { decisive: decisiveVariables(document), costs: new Map() };
    documents.set(document, known);
    const key = JSON.stringify([operationName, ...known.decisive.map((name) => variables?.[name])]);
    const found = known.costs.get(key);
    if (found !== undefined) return found;
    const cost = count();
    if (known.costs.size >= KEPT_COSTS) known.costs.clear();
    known.costs.set(key, cost);
    return cost;
  };
}

function decisiveVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  const take = (argument: ArgumentNode) => {
    if (argument.value.kind === Kind.VARIABLE) names.add(argument.value.name.value);
  };
  visit(document, {
    enter(node) {
      if (node.kind === Kind.ARGUMENT && (node.name.value === "first" || node.name.value === "last")) take(node);
      if (node.kind === Kind.DIRECTIVE) node.arguments?.forEach(take);
    },
  });
  return [...names];
}

function costOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Variables,
  operationName: string | null,
): number {
  try {
    return getComplexity({ schema, query, variables, operationName: operationName ?? undefined, estimators });
  } catch (error) {
    // Variables and arguments of the wrong type are met here first. Without a cost there is no answer either.
    throw error instanceof GraphQLError ? badInput(error.message, error.nodes) : error;
  }
}

const badInput = (message: string, nodes?: GraphQLError["nodes"]): GraphQLError =>
  new GraphQLError(message, { nodes, extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } });

import type { ApolloServerOptionsWithGateway } from "@apollo/server";
import {
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import { type CompiledQuery, compileQuery, isCompiledQuery } from "graphql-jit";

/** What is asked of an executor, whichever of the two runs it. */
export interface Execution {
  document: DocumentNode;
  operationName?: string | null;
  variables?: Record<string, unknown>;
  context: unknown;
}

/** Documents that are kept compiled; pages and programs send the same ones again and again. */
const KEPT = 300;
/** The first time a document is only interpreted: one that never comes again is not worth compiling. */
const WORTH_COMPILING = 2;
/** Compiled code grows with every field that is asked for, fragments written out. Ours have some hundred at most. */
const MAX_FIELDS = 1000;

/**
 * Runs queries, those that come again as compiled code, which takes a third of the time of graphql-js. Only what went well is
 * answered from it: whatever has an error is a query that only reads, so it runs again by graphql-js, whose answer it is.
 */
export function queryExecutor(schema: GraphQLSchema): (asked: Execution) => Promise<ExecutionResult> {
  const compiled = new Map<OperationDefinitionNode, CompiledQuery | "interpreted" | number>();

  const compiledOf = (document: DocumentNode, operation: OperationDefinitionNode) => {
    const known = compiled.get(operation);
    if (typeof known === "object" || known === "interpreted") return known;
    const times = (known ?? 0) + 1;
    const result = times < WORTH_COMPILING ? times : compile(schema, document, operation);
    // The oldest goes first; one that is still in use comes back at once.
    compiled.delete(operation);
    compiled.set(operation, result);
    for (const [oldest] of compiled) {
      if (compiled.size <= KEPT) break;
      compiled.delete(oldest);
    }
    return result;
  };

  return async (asked) => {
    const operation = getOperationAST(asked.document, asked.operationName);
    const query = operation ? compiledOf(asked.document, operation) : undefined;
    if (typeof query === "object") {
      const result = await query.query(undefined, asked.context, asked.variables ?? {});
      if (!result.errors) return result as ExecutionResult;
    }
    return interpreted(schema, asked);
  };
}

/** By graphql-js: what mutations and rare queries take, and what tells the right answer. */
export async function interpreted(schema: GraphQLSchema, asked: Execution): Promise<ExecutionResult> {
  const { document, operationName, variables, context } = asked;
  return execute({ schema, document, operationName, variableValues: variables, contextValue: context });
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledQuery | "interpreted" {
  if (operation.operation !== "query" || !isSafeToCompile(document) || isTooLong(document, operation)) {
    return "interpreted";
  }
  const result = compileQuery(schema, document, operation.name?.value, { disablingCapturingStackErrors: true });
  return isCompiledQuery(result) ? result : "interpreted";
}

/**
 * graphql-jit writes what a document holds into the code that it makes. Its treatment of texts can be talked into executing
 * them (a text that begins with its mark for dates), so no document with a text in it is ever compiled: programs send texts as
 * variables, which never become code. Names are letters, digits and underscores; `__proto__` and its like would be
 * lost or set something else in an object, and introspection is not worth it.
 */
function isSafeToCompile(document: DocumentNode): boolean {
  let isSafe = true;
  visit(document, {
    enter(node) {
      const isText = node.kind === Kind.STRING;
      if (isText || (node.kind === Kind.NAME && node.value.startsWith("__") && node.value !== "__typename")) {
        isSafe = false;
        return BREAK;
      }
    },
  });
  return isSafe;
}

function isTooLong(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let fields = 0;
  const count = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      fields += 1;
      // Fragments in fragments multiply: without an end to it the counting itself would take for ever.
      if (fields > MAX_FIELDS) return;
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragments.get(selection.name.value)?.selectionSet
          : selection.selectionSet;
      if (inner) count(inner);
    }
  };
  count(operation.selectionSet);
  return fields > MAX_FIELDS;
}

/** Hands the executor to Apollo, which takes one only from what it calls a gateway. */
export function executedBy(schema: GraphQLSchema): Pick<ApolloServerOptionsWithGateway<never>, "gateway"> {
  const run = queryExecutor(schema);
  let tell: ((loaded: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void) | undefined;
  return {
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        tell = callback;
        return () => undefined;
      },
      async load() {
        tell?.({ apiSchema: schema, coreSupergraphSdl: "" });
        return {
          executor: ({ document, request, context }) =>
            run({ document, operationName: request.operationName, variables: request.variables, context }),
        };
      },
      stop: async () => undefined,
    },
  };
}

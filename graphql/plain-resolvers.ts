import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from "graphql";
import { getMetadataStorage } from "type-graphql";
import type { GraphQLContext } from "./context";

type FieldResolvers = ReturnType<typeof getMetadataStorage>["fieldResolvers"];
type Metadata = FieldResolvers[number];

/**
 * Takes away what TypeGraphQL puts around every field for middleware, roles and validation, none of which we use: a list of
 * 25 customers calls 250 of them. A field that only reads a property gets graphql-js' own resolver; one that takes no
 * arguments is called with its object and the context. The rest stays as it was built.
 */
export function plainResolvers(schema: GraphQLSchema): GraphQLSchema {
  const { objectTypes, fieldResolvers } = getMetadataStorage();
  for (const { name, target, fields = [] } of objectTypes) {
    const type = schema.getType(name);
    // A class that several names or none of this schema belong to.
    if (!isObjectType(type)) continue;
    for (const field of fields) {
      const built = type.getFields()[field.schemaName];
      const method = fieldResolvers.find((one) => one.getObjectType?.() === target && one.methodName === field.name);
      if (!built) continue;
      if (method) built.resolve = plain(method) ?? built.resolve;
      else if (field.name === field.schemaName) built.resolve = undefined;
    }
  }
  return schema;
}

/** The method itself, for one that takes no more than the object and the context. */
function plain(metadata: Metadata): GraphQLFieldResolver<unknown, GraphQLContext> | undefined {
  const { kind, target, methodName, params = [], middlewares = [] } = metadata;
  if (kind !== "external" || middlewares.length > 0) return undefined;
  const given = params.toSorted((a, b) => a.index - b.index).map((param) => ({ ...param }));
  const isPlain = given.every(
    (param, index) =>
      param.index === index &&
      (param.kind === "root" || param.kind === "context") &&
      param.propertyName === undefined &&
      !("getType" in param && param.getType),
  );
  if (!isPlain) return undefined;
  // Our resolvers are classes without a state or a constructor of their own.
  const resolver = new (target as new () => Record<string, (...values: unknown[]) => unknown>)();
  const method = resolver[methodName]?.bind(resolver);
  if (!method) return undefined;
  const [first, second, third] = given.map((param) => param.kind);
  if (third !== undefined) return undefined;
  if (first === undefined) return () => method();
  if (first === "root") return second ? (root, _args, context) => method(root, context) : (root) => method(root);
  return second ? (root, _args, context) => method(context, root) : (_root, _args, context) => method(context);
}

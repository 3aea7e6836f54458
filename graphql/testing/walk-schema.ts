import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";

/** One query or mutation, as a document with the variables that it takes. */
export interface Operation {
  readonly name: string;
  readonly document: string;
  readonly variables: Record<string, unknown>;
  /** Where a text of the caller's choice can stand. `with` puts one there. */
  readonly texts: readonly {
    readonly path: string;
    readonly isId: boolean;
    with(text: string): Record<string, unknown>;
  }[];
}

type Field = GraphQLField<unknown, unknown>;
type Input = GraphQLArgument | GraphQLInputField;

/** Every query or mutation of the schema with the least input it takes: those that are added later too. */
export function operationsOf(schema: GraphQLSchema, kind: "query" | "mutation"): Operation[] {
  const root = kind === "query" ? schema.getQueryType() : schema.getMutationType();
  return Object.values(root?.getFields() ?? {}).map((field) => operationOf(kind, field));
}

function operationOf(kind: string, field: Field): Operation {
  const declared = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(", ");
  const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
  const [head, passedOn] = field.args.length > 0 ? [`(${declared})`, `(${passed})`] : ["", ""];
  const required = field.args.filter(isRequiredArgument).map((arg) => [arg.name, leastOf(arg.type)]);
  const variables = { ...Object.fromEntries(required), ...(isPaged(field) ? { first: 1 } : {}) };
  const texts = field.args.flatMap((arg) =>
    textsOf(arg).map(({ path, isId, valueWith }) => ({
      isId,
      path: `${field.name}.${path}`,
      with: (text: string) => ({
        ...variables,
        ...(arg.name === "before" ? { first: undefined, last: 1 } : {}),
        [arg.name]: valueWith(text),
      }),
    })),
  );
  const document = `${kind} Walk${head} { ${field.name}${passedOn}${selectionOf(field.type, 4)} }`;
  return { name: field.name, document, variables, texts };
}

/** Small pages, or the whole costs too much. */
const isPaged = (field: Field): boolean => field.args.some((arg) => arg.name === "first");

const LEAST: Record<string, unknown> = {
  ID: "1",
  String: "text",
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: "2026-01-01T00:00:00Z",
};

/** The smallest value that the type takes. */
function leastOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return [leastOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, leastOf(field.type)]));
  }
  if (!(type.name in LEAST)) throw new Error(`Say in walk-schema.ts what a ${type.name} looks like.`);
  return LEAST[type.name];
}

/** Each place for a text in an argument or input field, however deep. */
function textsOf(input: Input): { path: string; isId: boolean; valueWith(text: string): unknown }[] {
  const wrap = (value: unknown) => (isListOf(input.type) ? [value] : value);
  const type = getNamedType(input.type);
  if (!isInputObjectType(type)) {
    const isText = type.name === "String" || type.name === "ID";
    return isText ? [{ path: input.name, isId: type.name === "ID", valueWith: wrap }] : [];
  }
  const least = leastOf(type) as Record<string, unknown>;
  return Object.values(type.getFields()).flatMap((field) =>
    textsOf(field).map(({ path, isId, valueWith }) => ({
      isId,
      path: `${input.name}.${path}`,
      valueWith: (text: string) => wrap({ ...least, [field.name]: valueWith(text) }),
    })),
  );
}

const isListOf = (type: GraphQLInputType): boolean =>
  isListType(type) || (isNonNullType(type) && isListOf(type.ofType));

/** All fields that need no argument, so many levels deep. */
function selectionOf(type: GraphQLOutputType, levels: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return "";
  const fields = Object.values(named.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .filter((field) => levels > 1 || !isObjectType(getNamedType(field.type)))
    .map((field) => field.name + (isPaged(field) ? "(first: 1)" : "") + selectionOf(field.type, levels - 1));
  return ` { __typename ${fields.join(" ")} }`;
}

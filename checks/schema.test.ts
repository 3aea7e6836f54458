import { readFileSync } from "node:fs";
import path from "node:path";
import {
  buildSchema,
  type GraphQLField,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";

const schema = buildSchema(readFileSync(path.resolve(__dirname, "../graphql/schema.graphql"), "utf8"));
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);
const rootTypes = new Set<GraphQLNamedType | null | undefined>([schema.getQueryType(), schema.getMutationType()]);
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

interface Described {
  name: string;
  description?: string | null;
}

test("every type, field, argument, input and enum value says what it is", () => {
  const parts = types.flatMap((type) => [...(rootTypes.has(type) ? [] : [type]), ...partsOf(type)]);
  expect(parts.filter((part) => !part.description?.trim()).map((part) => part.name)).toEqual([]);
});

test("enum values are written in capitals", () => {
  const values = types
    .filter(isEnumType)
    .flatMap((type) => type.getValues().map((value) => `${type.name}.${value.name}`));
  expect(values.filter((value) => !/^\w+\.[A-Z][A-Z0-9_]*$/.test(value))).toEqual([]);
});

test("every mutation takes one input of its name and answers with a payload of its name", () => {
  const odd = mutations.filter((mutation) => {
    const Name = mutation.name[0]?.toUpperCase() + mutation.name.slice(1);
    const [input, ...more] = mutation.args.map((argument) => `${argument.name}: ${argument.type}`);
    const takesOne = input === undefined || input === `input: ${Name}Input!`;
    return !takesOne || more.length > 0 || String(mutation.type) !== `${Name}Payload!`;
  });
  expect(odd.map((mutation) => mutation.name)).toEqual([]);
});

test("every payload has room for what the user can put right", () => {
  const payloads = types.filter(isObjectType).filter((type) => type.name.endsWith("Payload"));
  const without = payloads.filter((type) => String(type.getFields().userErrors?.type) !== "[UserError!]!");
  expect(without.map((type) => type.name)).toEqual([]);
});

/** Everything inside a type that a developer meets, by its full name. */
function partsOf(type: GraphQLNamedType): Described[] {
  const named = (part: Described) => ({ name: `${type.name}.${part.name}`, description: part.description });
  if (isEnumType(type)) return type.getValues().map(named);
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(named);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields: GraphQLField<unknown, unknown>[] = Object.values(type.getFields());
  const argumentsOf = fields.flatMap((field) =>
    field.args.map(({ name, description }) => named({ name: `${field.name}(${name})`, description })),
  );
  return [...fields.map(named), ...argumentsOf];
}

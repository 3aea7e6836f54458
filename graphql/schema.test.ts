import { getNamedType, isEnumType, isInputObjectType, isIntrospectionType, isObjectType, isScalarType } from "graphql";
import { getMetadataStorage } from "type-graphql";
import { buildHelpdeskSchema } from "./schema";

const schema = buildHelpdeskSchema();
const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));

test("every type, field, argument, input field and enum value is described", () => {
  const missing: string[] = [];
  const look = (name: string, { description }: { description?: string | null }) => {
    if (!description?.trim()) missing.push(name);
  };
  for (const type of types) {
    // The two roots have no text of their own; what they hold is described.
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    if (!isRoot) look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field);
      if ("args" in field) for (const arg of field.args) look(`${type.name}.${field.name}(${arg.name})`, arg);
    }
  }
  expect(missing).toEqual([]);
});

test("each mutation takes one input and gives a payload with userErrors, named after it", () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  expect(mutations.length).toBeGreaterThan(9);
  for (const { name, args, type } of mutations) {
    const named = name.charAt(0).toUpperCase() + name.slice(1);
    expect(args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([`input: ${named}Input!`]);
    expect(String(type)).toBe(`${named}Payload!`);
    const payload = getNamedType(type);
    const fields = isObjectType(payload) ? payload.getFields() : {};
    expect(String(fields.userErrors?.type)).toBe("[UserError!]!");
    const others = Object.values(fields).filter((field) => field.name !== "userErrors");
    expect(others.filter((field) => String(field.type).endsWith("!")).map((field) => field.name)).toEqual([]);
  }
});

test("enum values are in capitals, connections have edges, nodes and pageInfo", () => {
  for (const type of types) {
    if (isEnumType(type)) for (const { name } of type.getValues()) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
    if (!isObjectType(type) || !type.name.endsWith("Connection")) continue;
    expect(Object.keys(type.getFields())).toEqual(expect.arrayContaining(["edges", "nodes", "pageInfo"]));
  }
});

test("scalars of our own say where they are specified", () => {
  const own = types
    .filter(isScalarType)
    .filter((type) => !["ID", "String", "Int", "Float", "Boolean"].includes(type.name));
  expect(own.filter((type) => !type.specifiedByURL).map((type) => type.name)).toEqual([]);
});

test("no name is given twice: TypeGraphQL would quietly take one of them", () => {
  const { queries, mutations, objectTypes, inputTypes } = getMetadataStorage();
  for (const names of [
    queries.map((query) => query.schemaName),
    mutations.map((mutation) => mutation.schemaName),
    [...objectTypes, ...inputTypes].map((type) => type.name),
  ]) {
    expect(names.filter((name, place) => name && names.indexOf(name) !== place)).toEqual([]);
  }
});

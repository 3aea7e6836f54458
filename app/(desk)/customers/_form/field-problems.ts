import type { Updated } from "../actions";
import type { CustomerValues } from "./customer-values";

export type UserProblem = Updated["userErrors"][number];

/** A problem and the field that it stands at; without a field it is about the whole form. */
export interface FieldProblem {
  field?: string;
  label: string;
  problem: UserProblem;
}

const FIELDS: Record<string, { field: string; label: string }> = {
  email: { field: "email", label: "E-mail" },
  mobile: { field: "mobile", label: "Mobile" },
  firstName: { field: "firstName", label: "First name" },
  lastName: { field: "lastName", label: "Last name" },
  organisationId: { field: "organisation", label: "Organisation" },
};

/** Where in the form each problem belongs, in the order of its fields. */
export function fieldProblems(
  problems: readonly UserProblem[],
  values: CustomerValues,
  sentAttributes: readonly number[],
): FieldProblem[] {
  return problems
    .map((problem) => ({ ...placeOf(problem, values, sentAttributes), problem }))
    .sort((one, other) => order(one.field) - order(other.field));
}

function placeOf(
  { path }: UserProblem,
  values: CustomerValues,
  sentAttributes: readonly number[],
): { field?: string; label: string } {
  const [first = "", ...rest] = path;
  if (first !== "attributes") return FIELDS[first] ?? { label: "Customer" };
  // `attributes.2.value` counts what was sent; `attributes.Role` names one that was not.
  const sent = rest.length === 2 && /^\d+$/.test(rest[0] ?? "") ? sentAttributes[Number(rest[0])] : undefined;
  const place = sent ?? values.attributes.findIndex((attribute) => attribute.name === rest.join("."));
  const attribute = values.attributes[place];
  if (!attribute) return { label: "Attributes" };
  const part = rest[1] === "name" && attribute.isAdded ? "name" : "value";
  return { field: `attributes.${place}.${part}`, label: attribute.name || "Attribute" };
}

const ORDER = ["email", "mobile", "firstName", "lastName", "organisation", "attributes"];

function order(field: string | undefined): number {
  if (field === undefined) return -1;
  const [first = "", place = "0"] = field.split(".");
  return ORDER.indexOf(first) * 1000 + Number(place);
}

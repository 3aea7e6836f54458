import type {
  AttributeType,
  CreateCustomerInput,
  CustomerToEditQuery,
  NewCustomerFormQuery,
} from "@/graphql/client/graphql";

export type Definition = NewCustomerFormQuery["attributeDefinitions"][number];
/** A customer as the form reads and writes one. */
export type EditedCustomer = Omit<
  NonNullable<CustomerToEditQuery["customer"]>,
  "deletedAt" | "hasPassword" | "mergedInto"
>;

export interface AttributeValue {
  name: string;
  type: AttributeType;
  choices: string[];
  isRequired: boolean;
  /** Added with + on this form: its name can still be typed. */
  isAdded: boolean;
  value: string;
}

/** What stands in the form's fields. */
export interface CustomerValues {
  email: string;
  mobile: string;
  firstName: string;
  lastName: string;
  organisation: { id: string; label: string } | null;
  attributes: AttributeValue[];
  isActive: boolean;
  hubAccess: boolean;
}

export const TEXT_FIELDS = ["email", "mobile", "firstName", "lastName"] as const;
export const FIELD_LABELS = {
  email: "E-mail",
  mobile: "Mobile",
  firstName: "First name",
  lastName: "Last name",
  organisation: "Organisation",
  attributes: "Attributes",
  isActive: "Is Active",
  hubAccess: "Hub access",
} as const satisfies Record<keyof CustomerValues, string>;

/** The values of a record; without one, of a new customer. @param newHubAccess how that switch of a new one stands */
export function valuesOf(
  customer: EditedCustomer | undefined,
  definitions: readonly Definition[],
  newHubAccess = true,
): CustomerValues {
  const organisation = customer?.organisation;
  return {
    email: customer?.email ?? "",
    mobile: customer?.mobile ?? "",
    firstName: customer?.firstName ?? "",
    lastName: customer?.lastName ?? "",
    organisation: organisation ? { id: organisation.id, label: organisation.name } : null,
    attributes: attributesOf(customer?.attributes ?? [], definitions),
    isActive: customer?.isActive ?? false,
    hubAccess: customer?.hubAccess ?? newHubAccess,
  };
}

/** Every attribute that is on all forms, then those that only this record has. */
function attributesOf(own: EditedCustomer["attributes"], definitions: readonly Definition[]): AttributeValue[] {
  const values = new Map(own.map((attribute) => [attribute.name, attribute.value]));
  return definitions
    .filter((definition) => definition.isOnEveryForm || values.has(definition.name))
    .map(({ name, type, choices, isRequired }) => {
      return { name, type, choices, isRequired, isAdded: false, value: values.get(name) ?? "" };
    });
}

export interface FormInput {
  input: CreateCustomerInput;
  /** For each attribute that is sent, its place in the form: problems come back by the place in what was sent. */
  sentAttributes: number[];
}

/**
 * What differs from the record as it was read. Only that is sent: a field nobody touched is never checked or written anew, and
 * a colleague's change to it stays.
 */
export function inputOf(values: CustomerValues, base: CustomerValues): FormInput {
  const input: CreateCustomerInput = {};
  for (const field of TEXT_FIELDS) if (values[field].trim() !== base[field]) input[field] = values[field];
  if (values.organisation?.id !== base.organisation?.id) input.organisationId = values.organisation?.id ?? null;
  if (values.isActive !== base.isActive) input.isActive = values.isActive;
  if (values.hubAccess !== base.hubAccess) input.hubAccess = values.hubAccess;

  const before = attributeValues(base);
  const sentAttributes = values.attributes.flatMap(({ name, value, isAdded }, place) => {
    const isBlank = isAdded && name.trim() === "" && value.trim() === "";
    const isChanged = value.trim() !== (before.get(name) ?? "");
    return !isBlank && (isChanged || isAdded) ? [place] : [];
  });
  if (sentAttributes.length > 0) {
    input.attributes = sentAttributes.map((place) => {
      const { name = "", value = "" } = values.attributes[place] ?? {};
      return { name: name.trim(), value };
    });
  }
  return { input, sentAttributes };
}

export function attributeValues(values: CustomerValues): Map<string, string> {
  return new Map(values.attributes.map((attribute) => [attribute.name, attribute.value]));
}

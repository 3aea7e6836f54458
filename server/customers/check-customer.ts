import { type Problem, UserError } from "@/server/errors";
import type { AttributeDefinition } from "./attribute-definition.entity";
import { attributeKey, attributeNameProblem, rulesOf } from "./attribute-definitions";
import { parseAttributeValue } from "./attribute-value";
import type { CustomerChanges, Identifier } from "./customer-changes";
import type { CustomerRecord } from "./customer-row";
import { parseEmail } from "./identity/email-key";
import { parseMobile } from "./identity/mobile-key";
import { cleanName } from "./identity/person-name";

/** A customer as people and programs write one: text, unchecked. What is left out stays, empty text or null empties. */
export interface CustomerText {
  email?: string | null;
  mobile?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  attributes?: readonly { name: string; value?: string | null }[];
}

/** What the checks need to know of the desk. */
export interface CheckRules {
  definitions: readonly AttributeDefinition[];
  /** ISO 3166, for national phone numbers. */
  defaultCountry: string | null;
}

/**
 * Checks the text of a customer, for form, GraphQL, import and mail alike. Every problem is found, none is thrown;
 * the changes hold what was right.
 */
export function checkCustomer(
  text: CustomerText,
  rules: CheckRules,
): { changes: CustomerChanges; problems: Problem[] } {
  const problems: Problem[] = [];
  const changes: CustomerChanges = {};
  const take = <T>(path: string, parsed: { ok: true; value: T } | { ok: false; message: string }): T | undefined => {
    if (parsed.ok) return parsed.value;
    problems.push({ path, message: parsed.message, code: "INVALID" });
    return undefined;
  };

  if (text.firstName !== undefined) changes.firstName = take("firstName", cleanName(text.firstName ?? ""));
  if (text.lastName !== undefined) changes.lastName = take("lastName", cleanName(text.lastName ?? ""));
  if (text.email !== undefined) changes.email = take("email", identifier(text.email, parseEmail));
  if (text.mobile !== undefined) {
    changes.mobile = take(
      "mobile",
      identifier(text.mobile, (typed) => parseMobile(typed, rules.defaultCountry)),
    );
  }
  if (text.attributes) changes.attributes = checkAttributes(text.attributes, rules.definitions, problems);
  return { changes, problems };
}

type Parsed = { ok: true; value: string; key: string } | { ok: false; message: string };

function identifier(
  typed: string | null | undefined,
  parse: (typed: string) => Parsed,
): { ok: true; value: Identifier | null } | { ok: false; message: string } {
  if (!typed?.trim()) return { ok: true, value: null };
  const parsed = parse(typed);
  return parsed.ok ? { ok: true, value: { value: parsed.value, key: parsed.key } } : parsed;
}

function checkAttributes(
  attributes: NonNullable<CustomerText["attributes"]>,
  definitions: readonly AttributeDefinition[],
  problems: Problem[],
): Map<number, string | null> {
  const byKey = new Map(definitions.map((definition) => [definition.nameKey, definition]));
  const values = new Map<number, string | null>();
  attributes.forEach(({ name, value }, index) => {
    const path = `attributes.${index}.value`;
    const definition = byKey.get(attributeKey(name));
    if (!definition) {
      const message = attributeNameProblem(name) ?? `There is no attribute “${name}”.`;
      problems.push({ path: `attributes.${index}.name`, message, code: "INVALID" });
    } else if (values.has(definition.id)) {
      problems.push({
        path: `attributes.${index}.name`,
        message: `${definition.name} is given twice.`,
        code: "INVALID",
      });
    } else if (!value?.trim()) {
      values.set(definition.id, null);
    } else {
      const parsed = parseAttributeValue(rulesOf(definition), value);
      if (parsed.ok) values.set(definition.id, parsed.value);
      else problems.push({ path, message: parsed.message, code: "INVALID" });
    }
  });
  return values;
}

/** What a whole record must have, whoever writes it (PRODUCT 3.4). */
export function wholeProblems(customer: Pick<CustomerRecord, "emailKey" | "mobileKey">): Problem[] {
  if (customer.emailKey || customer.mobileKey) return [];
  return [{ path: "email", message: "Give an e-mail address, a mobile number, or both.", code: "REQUIRED" }];
}

/** The attributes that an agent must fill before saving; imports and mail may leave them empty. */
export function requiredProblems(
  customer: Pick<CustomerRecord, "attributes">,
  definitions: readonly AttributeDefinition[],
  given: readonly { name: string }[],
): Problem[] {
  return definitions
    .filter((definition) => definition.isRequired && !customer.attributes.has(definition.id))
    .map((definition) => {
      const index = given.findIndex((attribute) => attributeKey(attribute.name) === definition.nameKey);
      return {
        path: index === -1 ? `attributes.${definition.name}` : `attributes.${index}.value`,
        message: `${definition.name} is required.`,
        code: "REQUIRED" as const,
      };
    });
}

/** Throws them all at once, so that nobody mends one to meet the next. */
export function throwProblems(problems: Problem[]): void {
  if (problems.length > 0) throw new UserError(problems);
}

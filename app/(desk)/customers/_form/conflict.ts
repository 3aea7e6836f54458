import type { TheirChange } from "@/app/_ui/use-conflict";
import { attributeValues, type CustomerValues, FIELD_LABELS, TEXT_FIELDS } from "./customer-values";

/** What a colleague changed since this form was read, in words. A key is `email`, …, or `attributes.` and the attribute's name. */
export function theirChanges(base: CustomerValues, theirs: CustomerValues, mine: CustomerValues): TheirChange[] {
  const [was, now, here] = [inWords(base), inWords(theirs), inWords(mine)];
  const keys = new Set([...was.keys(), ...now.keys()]);
  return [...keys].flatMap((key) => {
    const [old, current, own] = [was.get(key) ?? "", now.get(key) ?? "", here.get(key) ?? ""];
    if (old === current) return [];
    const isMineToo = own !== old && own !== current;
    return [{ key, label: labelOf(key), was: old, theirs: current, ...(isMineToo ? { mine: own } : {}) }];
  });
}

/** This agent's changes on top of the colleague's: what was not touched here takes over theirs. */
export function merged(base: CustomerValues, theirs: CustomerValues, mine: CustomerValues): CustomerValues {
  const pick = <K extends keyof CustomerValues>(field: K): CustomerValues[K] =>
    textOf(mine[field]) === textOf(base[field]) ? theirs[field] : mine[field];
  const before = attributeValues(base);
  const own = attributeValues(mine);
  const kept = theirs.attributes.map((attribute) => {
    const value = own.get(attribute.name);
    return value === undefined || value === (before.get(attribute.name) ?? "") ? attribute : { ...attribute, value };
  });
  const names = new Set(kept.map((attribute) => attribute.name));
  // Attributes added here, and those that the colleague took off while they were changed here.
  const further = mine.attributes.filter(
    ({ name, value, isAdded }) => !names.has(name) && (isAdded || value !== (before.get(name) ?? "")),
  );
  return {
    email: pick("email"),
    mobile: pick("mobile"),
    firstName: pick("firstName"),
    lastName: pick("lastName"),
    organisation: pick("organisation"),
    isActive: pick("isActive"),
    hubAccess: pick("hubAccess"),
    attributes: [...kept, ...further],
  };
}

function inWords(values: CustomerValues): Map<string, string> {
  const words = new Map<string, string>(TEXT_FIELDS.map((field) => [field, values[field]]));
  words.set("organisation", textOf(values.organisation));
  for (const [name, value] of attributeValues(values)) words.set(`attributes.${name}`, value);
  words.set("isActive", textOf(values.isActive));
  words.set("hubAccess", textOf(values.hubAccess));
  return words;
}

function textOf(value: CustomerValues[keyof CustomerValues]): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  return Array.isArray(value) ? "" : value.label;
}

function labelOf(key: string): string {
  if (key.startsWith("attributes.")) return key.slice("attributes.".length);
  // The keys are those of the form's values.
  return FIELD_LABELS[key as keyof CustomerValues];
}

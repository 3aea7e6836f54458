import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction, isDuplicateKey } from "@/server/db";
import { type Problem, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { AttributeDefinition, AttributeType } from "./attribute-definition.entity";
import type { ValueRules } from "./attribute-value";
import { sortKey } from "./identity/fold";
import { isReservedName } from "./reserved-attribute-names";

/** More columns than this help nobody, and every list reads them all. */
export const MAX_DEFINITIONS = 300;
const MAX_NAME = 60;
const MAX_CHOICES = 200;

export interface DefineAttribute {
  name: string;
  type?: AttributeType;
  choices?: string[];
  isRequired?: boolean;
}

/** Every definition, oldest first, those that were added to a single record included. */
export async function listAttributeDefinitions(ctx: Ctx): Promise<AttributeDefinition[]> {
  allow(ctx.actor, "customer.view");
  return allDefinitions(ctx);
}

/** For verbs that have checked their actor. */
export async function allDefinitions(ctx: Ctx): Promise<AttributeDefinition[]> {
  return ctx.db.getRepository(AttributeDefinition).find({ order: { id: "ASC" } });
}

/** Defines an attribute for every customer. A name that an agent added with + to single records becomes a proper definition. */
export async function createAttributeDefinition(ctx: Ctx, input: DefineAttribute): Promise<AttributeDefinition> {
  allow(ctx.actor, "settings.manage");
  const definition = checkedDefinition(input);
  return inTransaction(ctx, async (tx) => {
    const known = (await allDefinitions(tx)).find((other) => other.nameKey === definition.nameKey);
    if (known?.isOnEveryForm) throw nameTaken(known.name);
    if (known && definition.type !== AttributeType.TEXT) {
      throw new UserError(
        "type",
        `Customers already have ${known.name} as text. Define it as text, or choose another name.`,
      );
    }
    await recordAudit(tx, {
      action: "attribute.defined",
      subject: definition.name,
      details: { type: definition.type },
    });
    return known
      ? tx.db.save(AttributeDefinition, { ...known, ...definition })
      : insertDefinition(tx, definition, true);
  });
}

/**
 * The definitions for these names; those that no one defined are made as plain text that shows only where it has a value.
 * The actor has been checked by the verb that saves the customer.
 */
export async function definitionsFor(
  tx: Ctx,
  names: readonly string[],
  cause: { importId?: number } = {},
): Promise<AttributeDefinition[]> {
  const known = new Map((await allDefinitions(tx)).map((definition) => [definition.nameKey, definition]));
  for (const name of names) {
    const checked = checkedDefinition({ name });
    if (known.has(checked.nameKey)) continue;
    if (known.size >= MAX_DEFINITIONS)
      throw new UserError("attributes", `There are ${MAX_DEFINITIONS} attributes already. Use one of those.`);
    known.set(checked.nameKey, await insertDefinition(tx, checked, false));
    const details = { type: checked.type, by: cause.importId ? "an import" : "saving a customer" };
    await recordAudit(tx, { action: "attribute.defined", subject: checked.name, details, ...cause });
  }
  return [...known.values()];
}

/** The name by which attributes are compared. */
export const attributeKey = (name: string): string => sortKey(name).slice(0, 100);

/** What is wrong with a name for an attribute, or undefined. */
export function attributeNameProblem(typed: string): string | undefined {
  const name = typed.normalize("NFC").trim();
  if (!name) return "Give the attribute a name.";
  if (Array.from(name).length > MAX_NAME) return `Use at most ${MAX_NAME} characters.`;
  if (/\p{C}/u.test(name)) return "Remove the control characters from the name.";
  if (isReservedName(name)) {
    return `“${name}” is a field that every customer has. Choose another name.`;
  }
  return undefined;
}

/** The rules that a value of this definition obeys. */
export function rulesOf(definition: AttributeDefinition): ValueRules {
  return { name: definition.name, type: definition.type, choices: choicesOf(definition) };
}

export function choicesOf(definition: Pick<AttributeDefinition, "choices">): string[] {
  return JSON.parse(definition.choices) as string[];
}

type Checked = Pick<AttributeDefinition, "name" | "nameKey" | "type" | "choices" | "isRequired" | "isOnEveryForm">;

export function checkedDefinition(input: DefineAttribute): Checked {
  const name = input.name.normalize("NFC").trim();
  const type = input.type ?? AttributeType.TEXT;
  const choices = [...new Set((input.choices ?? []).map((choice) => choice.normalize("NFC").trim()).filter(Boolean))];
  const problems: Problem[] = [];
  const nameProblem = attributeNameProblem(input.name);
  if (nameProblem) problems.push({ path: "name", message: nameProblem, code: "INVALID" });
  if (type === AttributeType.CHOICE && choices.length === 0) {
    problems.push({ path: "choices", message: "Give at least one choice.", code: "REQUIRED" });
  }
  if (choices.length > MAX_CHOICES || choices.some((choice) => choice.length > 100)) {
    problems.push({
      path: "choices",
      message: `Use at most ${MAX_CHOICES} choices of 100 characters each.`,
      code: "TOO_LARGE",
    });
  }
  if (problems.length > 0) throw new UserError(problems);
  return {
    name,
    nameKey: attributeKey(name),
    type,
    choices: JSON.stringify(type === AttributeType.CHOICE ? choices : []),
    isRequired: input.isRequired ?? false,
    isOnEveryForm: true,
  };
}

async function insertDefinition(tx: Ctx, definition: Checked, isOnEveryForm: boolean): Promise<AttributeDefinition> {
  try {
    return await tx.db.save(AttributeDefinition, { ...definition, isOnEveryForm, createdAt: tx.now() });
  } catch (error) {
    // A colleague defined it at the same moment.
    if (isDuplicateKey(error)) throw nameTaken(definition.name);
    throw error;
  }
}

export function nameTaken(name: string): UserError {
  return new UserError("name", `There is an attribute ${name} already.`, { code: "TAKEN" });
}

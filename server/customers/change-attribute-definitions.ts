import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction, isDuplicateKey, placeholders } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { AttributeDefinition } from "./attribute-definition.entity";
import { allDefinitions, checkedDefinition, choicesOf, nameTaken } from "./attribute-definitions";
import { sortKey } from "./identity/fold";

export interface ChangeAttributeDefinition {
  id: number;
  name?: string;
  choices?: string[];
  isRequired?: boolean;
  isOnEveryForm?: boolean;
}

/** Columns of the import template: without them the template would no longer import as it is. By their keys. */
const OF_TEMPLATE = new Set(["role", "department"]);

/** More than this many are not counted: the number of a million is no better reason. */
const MOST_COUNTED = 1000;

/**
 * Changes an attribute's name, choices, or where it is asked for. What is not given stays. Its type stays, and a choice
 * that customers have: their values would mean nothing any more.
 */
export async function updateAttributeDefinition(
  ctx: Ctx,
  input: ChangeAttributeDefinition,
): Promise<AttributeDefinition> {
  allow(ctx.actor, "settings.manage");
  return inTransaction(ctx, async (tx) => {
    const known = await heldDefinition(tx, input.id);
    const checked = checkedDefinition({
      name: input.name ?? known.name,
      type: known.type,
      choices: input.choices ?? choicesOf(known),
      isRequired: input.isRequired ?? known.isRequired,
    });
    const changed = { ...known, ...checked, isOnEveryForm: input.isOnEveryForm ?? known.isOnEveryForm };
    if (changed.isRequired && !changed.isOnEveryForm) {
      throw new UserError("isOnEveryForm", "What agents must fill has to stand on every form.");
    }
    if (changed.nameKey !== known.nameKey) await checkNewName(tx, known, changed);
    await checkLostChoices(tx, known, choicesOf(changed));
    const details: Record<string, string> =
      changed.name === known.name ? {} : { name: `${known.name} → ${changed.name}` };
    await recordAudit(tx, { action: "attribute.changed", subject: known.name, details });
    try {
      return await tx.db.save(AttributeDefinition, changed);
    } catch (error) {
      // A colleague took the name at the same moment.
      if (isDuplicateKey(error)) throw nameTaken(changed.name);
      throw error;
    }
  });
}

/** Removes an attribute that no customer has, deleted ones included: nobody's words are thrown away with it. */
export async function deleteAttributeDefinition(ctx: Ctx, id: number): Promise<number> {
  allow(ctx.actor, "settings.manage");
  return inTransaction(ctx, async (tx) => {
    const known = await heldDefinition(tx, id);
    if (OF_TEMPLATE.has(known.nameKey)) throw new UserError("", `${known.name} ${STAYS}`);
    const used = await countUses(tx, known.id);
    if (used > 0) {
      throw new UserError(
        "",
        `${customers(used)} ${used === 1 ? "has" : "have"} a value in ${known.name}. Take it off them first, deleted customers included, then remove the attribute.`,
      );
    }
    await tx.db.delete(AttributeDefinition, known.id);
    await recordAudit(tx, { action: "attribute.removed", subject: known.name });
    return known.id;
  });
}

const STAYS = "is a column of the import template and stays as it is called.";

/** Held until the transaction ends: whoever gives a customer a value of it meanwhile waits, and is counted or refused. */
async function heldDefinition(tx: Ctx, id: number): Promise<AttributeDefinition> {
  const lock = tx.database.kind === "mysql" ? ({ mode: "pessimistic_write" } as const) : undefined;
  const found = await tx.db.findOne(AttributeDefinition, { where: { id }, lock });
  if (!found) throw notFound("attribute");
  return found;
}

async function checkNewName(tx: Ctx, known: AttributeDefinition, changed: AttributeDefinition): Promise<void> {
  if (OF_TEMPLATE.has(known.nameKey)) throw new UserError("name", `${known.name} ${STAYS}`);
  const other = (await allDefinitions(tx)).find(({ id, nameKey }) => id !== known.id && nameKey === changed.nameKey);
  if (other) throw nameTaken(other.name);
}

async function checkLostChoices(tx: Ctx, known: AttributeDefinition, choices: readonly string[]): Promise<void> {
  const lost = choicesOf(known).filter((choice) => !choices.includes(choice));
  if (lost.length === 0) return;
  const used = await countUses(tx, known.id, lost);
  if (used === 0) return;
  const which = lost.length === 1 ? `the choice ${lost[0]}` : `one of the choices ${lost.join(", ")}`;
  throw new UserError(
    "choices",
    `${customers(used)} ${used === 1 ? "has" : "have"} ${which}. Change them first, or keep the choice.`,
  );
}

/** How many customers have a value of it, or one of these values; at most one more than is counted. */
async function countUses(tx: Ctx, definitionId: number, values: readonly string[] = []): Promise<number> {
  const marks = placeholders(values.length);
  // The key has the index; the value itself decides.
  const among = values.length > 0 ? `AND value_key IN ${marks} AND value IN ${marks}` : "";
  const rows: { used: number | string }[] = await tx.db.query(
    `SELECT COUNT(*) AS used FROM (
      SELECT 1 FROM customer_attributes WHERE definition_id = ? ${among} LIMIT ${MOST_COUNTED + 1}
    ) some_of_them`,
    [definitionId, ...values.map((value) => sortKey(value)), ...values],
  );
  return Number(rows[0]?.used ?? 0);
}

function customers(count: number): string {
  if (count > MOST_COUNTED) return `More than ${MOST_COUNTED.toLocaleString("en-GB")} customers`;
  return count === 1 ? "One customer" : `${count.toLocaleString("en-GB")} customers`;
}

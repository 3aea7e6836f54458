import type { EntityManager } from "typeorm";
import { placeholders } from "@/server/db";
import type { AttributeType } from "./attribute-definition.entity";

/** An attribute of a customer, with its definition's name and type. */
export interface AttributeRow {
  definitionId: number;
  name: string;
  type: AttributeType;
  value: string;
}

/** The attributes of these customers in the order of their definitions: one statement however many. */
export async function attributesOf(
  db: EntityManager,
  customerIds: readonly number[],
): Promise<Map<number, AttributeRow[]>> {
  const found = new Map<number, AttributeRow[]>(customerIds.map((id) => [id, []]));
  if (customerIds.length === 0) return found;
  const rows: { customer_id: number; definition_id: number; name: string; type: AttributeType; value: string }[] =
    await db.query(
      `SELECT a.customer_id, a.definition_id, d.name, d.type, a.value FROM customer_attributes a
      JOIN attribute_definitions d ON d.id = a.definition_id
      WHERE a.customer_id IN ${placeholders(customerIds.length)} ORDER BY a.customer_id, a.definition_id`,
      [...customerIds],
    );
  for (const row of rows) {
    found
      .get(row.customer_id)
      ?.push({ definitionId: row.definition_id, name: row.name, type: row.type, value: row.value });
  }
  return found;
}

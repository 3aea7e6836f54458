import type { EntityManager } from "typeorm";
import { placeholders } from "@/server/db";
import type { GrantLevel } from "./organisation-grant.entity";

/** What a customer may do with an organisation's tickets. */
export interface GrantRow {
  organisationId: number;
  organisationName: string;
  level: GrantLevel;
}

/** The grants of these customers by the organisation's name: one statement however many. */
export async function grantsOf(db: EntityManager, customerIds: readonly number[]): Promise<Map<number, GrantRow[]>> {
  const found = new Map<number, GrantRow[]>(customerIds.map((id) => [id, []]));
  if (customerIds.length === 0) return found;
  const rows: { customer_id: number; organisation_id: number; name: string; level: GrantLevel }[] = await db.query(
    `SELECT g.customer_id, g.organisation_id, o.name, g.level FROM organisation_grants g
      JOIN organisations o ON o.id = g.organisation_id
      WHERE g.customer_id IN ${placeholders(customerIds.length)} ORDER BY o.name_key, o.id`,
    [...customerIds],
  );
  for (const row of rows) {
    found
      .get(row.customer_id)
      ?.push({ organisationId: row.organisation_id, organisationName: row.name, level: row.level });
  }
  return found;
}

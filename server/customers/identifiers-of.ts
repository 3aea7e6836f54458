import type { EntityManager } from "typeorm";
import { placeholders } from "@/server/db";

/** An address or number of a customer, as pages show one. */
export interface IdentifierRow {
  id: number;
  kind: "email" | "mobile";
  value: string;
  isPrimary: boolean;
  isVerified: boolean;
}

interface RawIdentifier {
  id: number;
  customer_id: number;
  kind: "email" | "mobile";
  value: string;
  primary_slot: 1 | null;
  is_verified: number;
}

/** All addresses and numbers of these customers, the primary ones first: one statement however many. */
export async function identifiersOf(
  db: EntityManager,
  customerIds: readonly number[],
): Promise<Map<number, IdentifierRow[]>> {
  const found = new Map<number, IdentifierRow[]>(customerIds.map((id) => [id, []]));
  if (customerIds.length === 0) return found;
  const rows: RawIdentifier[] = await db.query(
    `SELECT id, customer_id, kind, value, primary_slot, is_verified FROM customer_identifiers
      WHERE customer_id IN ${placeholders(customerIds.length)} ORDER BY customer_id, kind, primary_slot IS NULL, id`,
    [...customerIds],
  );
  for (const { id, customer_id, kind, value, primary_slot, is_verified } of rows) {
    found.get(customer_id)?.push({ id, kind, value, isPrimary: primary_slot === 1, isVerified: is_verified === 1 });
  }
  return found;
}

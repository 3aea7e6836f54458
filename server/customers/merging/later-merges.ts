import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import type { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import type { CustomerMerge } from "./customer-merge.entity";
import { type KeptField, organisationOfField } from "./kept-fields";
import { higherLevel } from "./plan-merge";

interface LaterField extends KeptField {
  merge_id: number;
  merged_id: number;
}

interface Flags {
  id: number;
  is_blocked: number;
  hub_access: number;
}

/**
 * The merges into the same survivor that came after one that is taken apart and still stand. Merges may be taken apart in any order:
 * what a later one has noted of the survivor is then what they would have been without the earlier one.
 */
export class LaterMerges {
  private readonly renewed = new Set<LaterField>();

  private constructor(
    private readonly fields: readonly LaterField[],
    private readonly flags: ReadonlyMap<number, Flags>,
    /** Merge and organisation → the level that came with it. */
    private readonly grants: ReadonlyMap<string, GrantLevel>,
  ) {}

  static async of(tx: Ctx, merge: Pick<CustomerMerge, "id" | "keptId">): Promise<LaterMerges> {
    const fields: LaterField[] = await tx.db.query(
      `SELECT f.merge_id, m.merged_id, f.field, f.former, f.latter FROM customer_merges m
        JOIN customer_merge_fields f ON f.merge_id = m.id
        WHERE m.kept_id = ? AND m.id > ? AND m.standing_slot = 1 ORDER BY m.id`,
      [merge.keptId, merge.id],
    );
    if (fields.length === 0) return new LaterMerges([], new Map(), new Map());
    const ids = (of: (field: LaterField) => number) => [...new Set(fields.map(of))];
    const [mergedIds, mergeIds] = [ids(({ merged_id }) => merged_id), ids(({ merge_id }) => merge_id)];
    const flags: Flags[] = await tx.db.query(
      `SELECT id, is_blocked, hub_access FROM customers WHERE id IN ${placeholders(mergedIds.length)}`,
      mergedIds,
    );
    const grants: { merge_id: number; item_id: number; former: string }[] = await tx.db.query(
      `SELECT merge_id, item_id, former FROM customer_merge_moves
        WHERE kind = 'grant' AND merge_id IN ${placeholders(mergeIds.length)}`,
      mergeIds,
    );
    return new LaterMerges(
      fields,
      new Map(flags.map((row) => [row.id, row])),
      new Map(grants.map((row) => [`${row.merge_id} ${row.item_id}`, JSON.parse(row.former) as GrantLevel])),
    );
  }

  /** What a field says where nobody but merges has touched it since. */
  expected({ field, latter }: KeptField): string | null {
    return this.of(field).at(-1)?.latter ?? latter;
  }

  /** What it would say without the earlier merge. Undefined where somebody changed it between two merges. */
  without({ field, former, latter }: KeptField): { value: string | null } | undefined {
    let [was, is] = [latter, former];
    for (const later of this.of(field)) {
      if (later.former !== was) return undefined;
      was = later.latter;
      later.former = is;
      later.latter = this.combined(later, is);
      this.renewed.add(later);
      is = later.latter;
    }
    return { value: is };
  }

  /** Notes what `without` has found. */
  async write(tx: Ctx): Promise<void> {
    for (const { merge_id, field, former, latter } of this.renewed) {
      await tx.db.query("UPDATE customer_merge_fields SET former = ?, latter = ? WHERE merge_id = ? AND field = ?", [
        former,
        latter,
        merge_id,
        field,
      ]);
    }
  }

  private of(field: string): LaterField[] {
    return this.fields.filter((one) => one.field === field);
  }

  /** The strictest state and the highest level win at each merge; any other value was taken from the merged customer. */
  private combined({ merge_id, merged_id, field, latter }: LaterField, former: string | null): string | null {
    const flags = this.flags.get(merged_id);
    if (field === "isBlocked") return former === "yes" || flags?.is_blocked === 1 ? "yes" : "no";
    if (field === "hubAccess") return former === "yes" && flags?.hub_access === 1 ? "yes" : "no";
    const organisationId = organisationOfField(field);
    if (organisationId === undefined) return latter;
    const level = this.grants.get(`${merge_id} ${organisationId}`);
    return level === undefined ? former : higherLevel((former ?? undefined) as GrantLevel | undefined, level);
  }
}

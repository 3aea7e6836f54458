import { setImmediate as turn } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { and, planOf } from "@/server/customers/plan-view";
import { placeholders, toDbTime } from "@/server/db";
import { allow } from "@/server/permissions";
import { IS_MERGED, type MassAction, type SkipRule } from "./mass-action";
import { checkSelection, type Selection } from "./selection";
import { type WalkPlace, walkView } from "./walk-view";

/** An agent waits no longer than this for the exact number; then it is "at least". */
const BUDGET_MS = 1500;
const FIRST_STEP = 2000;
const LONGEST_STEP = 16_000;

/** What a mass action would do if it were asked for now. */
export interface MassActionPreview {
  /** Whom it is about. */
  count: number;
  /** False when there are more than `count`, and counting them all would take too long. */
  isExact: boolean;
  skips: { reason: string; count: number }[];
  /** What is wrong with what was chosen; nobody is then counted as skipped for having it already. */
  problem?: string;
}

/** Counts whom an action is about and who would be left alone, and why. Changes nothing. */
export async function previewMassAction(
  ctx: Ctx,
  action: Pick<MassAction, "permission">,
  selection: Selection,
  ownRules: readonly SkipRule[],
): Promise<MassActionPreview> {
  allow(ctx.actor, action.permission);
  const rules = [IS_MERGED, ...ownRules];
  const isNobody = !selection.matching && !selection.ids?.length;
  if (isNobody) return { count: 0, isExact: true, skips: [] };
  const { ids, matching } = await checkSelection(ctx, selection);
  const tally = new Map<number, number>();
  const add = (rows: readonly Counted[]) => {
    for (const { reason, found } of rows) tally.set(Number(reason), (tally.get(Number(reason)) ?? 0) + Number(found));
  };
  if (ids) {
    add(await countIds(ctx, ids, rules));
    const known = total(tally);
    return { ...told(tally, rules, ids.length - known), isExact: true, count: ids.length };
  }
  const isExact = await countView(ctx, matching, rules, add);
  return { ...told(tally, rules, 0), isExact, count: total(tally) };
}

interface Counted {
  reason: number | string;
  found: number | string;
}

/** The number of the first rule that holds, or -1: as the job itself decides. */
function reasonOf(rules: readonly SkipRule[]): Sql {
  const cases = rules.map(({ sql }, index) => `WHEN ${sql.sql} THEN ${index}`).join(" ");
  return {
    sql: `CASE ${cases} ELSE -1 END AS reason, COUNT(*) AS found`,
    parameters: rules.flatMap(({ sql }) => sql.parameters),
  };
}

async function countIds(ctx: Ctx, ids: readonly number[], rules: readonly SkipRule[]): Promise<Counted[]> {
  const select = reasonOf(rules);
  const where = and([{ sql: `c.id IN ${placeholders(ids.length)}`, parameters: [...ids] }]);
  return ctx.db.query(`SELECT ${select.sql} FROM customers c WHERE ${where.sql} GROUP BY reason`, [
    ...select.parameters,
    ...where.parameters,
  ]);
}

/** Steps through the view until its end or the budget's. Returns whether it came to the end. */
async function countView(
  ctx: Ctx,
  view: NonNullable<Selection["matching"]>,
  rules: readonly SkipRule[],
  add: (rows: Counted[]) => void,
): Promise<boolean> {
  const plan = await planOf(ctx, view);
  const deadline = Date.now() + BUDGET_MS;
  const before = toDbTime(ctx.now());
  let after: WalkPlace | undefined;
  for (let step = FIRST_STEP; ; step = Math.min(step * 2, LONGEST_STEP)) {
    const select = reasonOf(rules);
    const { rows, end } = await walkView<Counted>(ctx, plan, { after, before, step, select, end: "GROUP BY reason" });
    add(rows);
    if (!end) return true;
    if (Date.now() > deadline) return false;
    after = end;
    // SQLite answers within the process: others get their turn between two steps.
    await turn();
  }
}

const total = (tally: ReadonlyMap<number, number>): number =>
  [...tally.values()].reduce((sum, count) => sum + count, 0);

function told(tally: ReadonlyMap<number, number>, rules: readonly SkipRule[], missing: number) {
  const skips = rules.map(({ reason }, index) => ({ reason, count: tally.get(index) ?? 0 }));
  return { skips: [...skips, { reason: "does not exist", count: missing }].filter(({ count }) => count > 0) };
}

import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { placeholders } from "@/server/db";
import { ROLE_PERMISSIONS, ROLES } from "@/server/permissions";

const ROLES_AT_WORK = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes("ticket.edit"));

/** Over `agents`: they can sign in, and may work on tickets. A Viewer could neither answer one nor close it. */
export const WORKS_ON_TICKETS: Sql = {
  sql: `is_active = ? AND role IN ${placeholders(ROLES_AT_WORK.length)}`,
  parameters: [1, ...ROLES_AT_WORK],
};

/** Of these agents those who work on tickets. Whoever has left, or is a Viewer by now, reads no notice of theirs. */
export async function workingAgents(ctx: Ctx, ids: readonly (number | null)[]): Promise<Set<number>> {
  const given = [...new Set(ids.filter((id) => id !== null))];
  if (given.length === 0) return new Set();
  const rows: { id: number }[] = await ctx.db.query(
    `SELECT id FROM agents WHERE id IN ${placeholders(given.length)} AND ${WORKS_ON_TICKETS.sql}`,
    [...given, ...WORKS_ON_TICKETS.parameters],
  );
  return new Set(rows.map(({ id }) => id));
}

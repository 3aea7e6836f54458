import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, placeholders } from "@/server/db";
import { allow } from "@/server/permissions";
import { NoticeKind } from "./notice.entity";

/** How an agent wants to be told of one kind of thing. */
export interface Choice {
  onScreen: boolean;
  byMail: boolean;
}

/** A new ticket is everybody's and would fill every mailbox; what is one's own must not be missed. */
const DEFAULTS: Record<NoticeKind, Choice> = {
  [NoticeKind.NEW_TICKET]: { onScreen: true, byMail: false },
  [NoticeKind.ASSIGNED]: { onScreen: true, byMail: true },
  [NoticeKind.REPLY]: { onScreen: true, byMail: true },
  // Nothing is left to do.
  [NoticeKind.CLOSED]: { onScreen: true, byMail: false },
  [NoticeKind.REOPENED]: { onScreen: true, byMail: true },
  // As with a new ticket.
  [NoticeKind.CAME_BACK]: { onScreen: true, byMail: false },
};

/** What these agents chose for one kind; one statement however many. */
export async function choicesOf(ctx: Ctx, kind: NoticeKind, agentIds: readonly number[]): Promise<Map<number, Choice>> {
  const found = new Map<number, Choice>(agentIds.map((id) => [id, DEFAULTS[kind]]));
  if (agentIds.length === 0) return found;
  const rows: { agent_id: number; on_screen: number; by_mail: number }[] = await ctx.db.query(
    `SELECT agent_id, on_screen, by_mail FROM notice_choices WHERE kind = ? AND agent_id IN ${placeholders(agentIds.length)}`,
    [kind, ...agentIds],
  );
  for (const row of rows) found.set(row.agent_id, { onScreen: row.on_screen === 1, byMail: row.by_mail === 1 });
  return found;
}

/** The actor's own choices, every kind. Only agents have any. */
export async function ownChoices(ctx: Ctx): Promise<(Choice & { kind: NoticeKind })[]> {
  allow(ctx.actor, "ticket.edit");
  const { actor } = ctx;
  if (actor.kind !== "agent") return [];
  const choices: (Choice & { kind: NoticeKind })[] = [];
  for (const kind of Object.values(NoticeKind)) {
    choices.push({ kind, ...((await choicesOf(ctx, kind, [actor.id])).get(actor.id) ?? DEFAULTS[kind]) });
  }
  return choices;
}

/** Sets how the actor is told. Kinds that are left out stay as they are. */
export async function setNoticeChoices(ctx: Ctx, choices: readonly (Choice & { kind: NoticeKind })[]): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  const { actor } = ctx;
  if (actor.kind !== "agent") return;
  await inTransaction(ctx, async (tx) => {
    const byKind = new Map(choices.map((choice) => [choice.kind, choice]));
    for (const kind of byKind.keys()) {
      await tx.db.query("DELETE FROM notice_choices WHERE agent_id = ? AND kind = ?", [actor.id, kind]);
    }
    await insertRows(
      tx.db,
      "notice_choices",
      [...byKind.values()].map(({ kind, onScreen, byMail }) => ({
        agent_id: actor.id,
        kind,
        on_screen: onScreen ? 1 : 0,
        by_mail: byMail ? 1 : 0,
      })),
    );
  });
}

import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, placeholders, toDbTime } from "@/server/db";
import { enqueueJob, type NewJob } from "@/server/jobs/enqueue-job";
import type { JobHandler } from "@/server/jobs/run-job";
import { queueMails } from "@/server/mail/queue-mail";
import { NoticeKind } from "./notice.entity";
import { choicesOf } from "./notice-choices";
import { selectTickets, type TicketRow, ticketInWords } from "./ticket-row";
import { WORKS_ON_TICKETS, workingAgents } from "./working-agents";
import { nameOf } from "./write-tickets";

type NamedTicket = Pick<TicketRow, "id" | "subject">;

interface Told {
  kind: NoticeKind;
  ticket: NamedTicket;
  /** What caused it, such as `comment 12`: told once, however often a job runs. */
  cause: string;
  /** The customer who did it, where the actor is not they: mail comes by the product's own hand. */
  by?: { id: number; name: string };
}

const TELL_NEW = "tickets.tellNew";
const TELL_BACK = "tickets.tellUnassigned";
/** Agents in one transaction. */
const SLICE = 200;
/** Nobody scrolls back further than a quarter. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** Tells one agent, in the transaction of what happened. Nobody is told of what they did themselves. */
export async function tellAgent(tx: Ctx, agentId: number, told: Told): Promise<void> {
  if (tx.actor.kind === "agent" && tx.actor.id === agentId) return;
  await tell(tx, [agentId], told);
}

interface ByCustomer extends Omit<Told, "ticket"> {
  /** Whether it concerns others where nobody works on the ticket: nobody has anything to do with one that a customer has closed. */
  concernsAll: boolean;
}

/** Tells whoever works on a ticket; where nobody does, or whoever did has left, all others, else nobody would hear of it. */
export async function tellWhoeverWorks(
  tx: Ctx,
  ticket: NamedTicket & Pick<TicketRow, "assigneeId">,
  { concernsAll, ...told }: ByCustomer,
): Promise<void> {
  const { assigneeId } = ticket;
  if (assigneeId !== null && (await workingAgents(tx, [assigneeId])).has(assigneeId))
    return tellAgent(tx, assigneeId, { ...told, ticket });
  const { cause, by } = told;
  if (concernsAll) await enqueueJob(tx, cameBackJob({ ticketId: ticket.id, cause, by }));
}

/** The job that tells every agent of tickets that nobody has: they may be many, and whoever sent them must not wait for that. */
export const newTicketsJob = (ticketIds: readonly number[]): NewJob => ({ kind: TELL_NEW, payload: { ticketIds } });

/** What a customer did on a ticket that nobody works on. */
type CameBack = { ticketId: number } & Pick<Told, "cause" | "by">;

/** The job that tells every agent that a customer came back to a ticket that nobody works on. */
const cameBackJob = (payload: CameBack): NewJob => ({ kind: TELL_BACK, payload });

/** In slices, each in a transaction of its own. What was told before a crash is not told again. */
async function tellEverybody(ctx: Ctx, ticketIds: readonly number[], what: Omit<Told, "ticket">): Promise<void> {
  const self = ctx.actor.kind === "agent" ? ctx.actor.id : 0;
  for (let after = 0; ; ) {
    const agents: { id: number }[] = await ctx.db.query(
      `SELECT id FROM agents WHERE id > ? AND ${WORKS_ON_TICKETS.sql} AND id <> ? ORDER BY id LIMIT ?`,
      [after, ...WORKS_ON_TICKETS.parameters, self, SLICE],
    );
    const last = agents.at(-1);
    if (!last) return;
    const tickets = await selectTickets(ctx.db, `WHERE t.id IN ${placeholders(ticketIds.length)}`, [...ticketIds]);
    const working = await workingAgents(
      ctx,
      tickets.map(({ assigneeId }) => assigneeId),
    );
    // Somebody took it meanwhile: there is nothing to do for the others any more.
    for (const ticket of tickets.filter(({ assigneeId }) => assigneeId === null || !working.has(assigneeId))) {
      const told = { ...what, ticket };
      await inTransaction(ctx, (tx) =>
        tell(
          tx,
          agents.map(({ id }) => id),
          told,
        ),
      );
    }
    after = last.id;
  }
}

async function tell(tx: Ctx, agentIds: readonly number[], { kind, ticket, cause, by }: Told): Promise<void> {
  const choices = await choicesOf(tx, kind, agentIds);
  const known: { agent_id: number }[] = await tx.db.query(
    `SELECT agent_id FROM notices WHERE ticket_id = ? AND cause = ? AND agent_id IN ${placeholders(agentIds.length)}`,
    [ticket.id, cause, ...agentIds],
  );
  const wasTold = new Set(known.map((row) => row.agent_id));
  const now = toDbTime(tx.now());
  const actor = by ? ({ kind: "customer", ...by } as const) : tx.actor;
  const wanted = agentIds.filter((id) => !wasTold.has(id) && (choices.get(id)?.onScreen || choices.get(id)?.byMail));
  // Who wants a mail alone has a notice too, read from the start: it is what keeps a second run from mailing again.
  await insertRows(
    tx.db,
    "notices",
    wanted.map((agent_id) => ({
      agent_id,
      kind,
      ticket_id: ticket.id,
      cause,
      actor_name: nameOf(actor),
      actor_customer_id: actor.kind === "customer" ? actor.id : null,
      created_at: now,
      read_at: choices.get(agent_id)?.onScreen ? null : now,
    })),
  );
  const values = mailValues({ ...tx, actor }, kind, ticket);
  await queueMails(
    tx,
    wanted
      .filter((id) => choices.get(id)?.byMail)
      .map((agentId) => ({ kind: "ticketNotice" as const, to: { agentId }, values, ticketId: ticket.id })),
  );
}

/** What the mail says; the template escapes it. */
function mailValues(tx: Ctx, kind: NoticeKind, ticket: NamedTicket): Record<string, string> {
  const actor = nameOf(tx.actor) || "Somebody";
  const what: Record<NoticeKind, string> = {
    [NoticeKind.NEW_TICKET]: "A new ticket that nobody has yet",
    [NoticeKind.ASSIGNED]: `${actor} assigned a ticket to you`,
    [NoticeKind.REPLY]: `${actor} wrote on a ticket of yours`,
    [NoticeKind.CLOSED]: `${actor} closed a ticket of yours`,
    [NoticeKind.REOPENED]: `${actor} opened a ticket of yours again`,
    [NoticeKind.CAME_BACK]: `${actor} came back to a ticket that nobody has`,
  };
  return {
    subject: `${what[kind]}: ${ticketInWords(ticket)}`,
    sentence: `${what[kind]}.`,
    ticket: ticketInWords(ticket),
    link: `${tx.config.appUrl}/tickets/${ticket.id}`,
  };
}

async function forgetOld(ctx: Ctx): Promise<void> {
  const before = toDbTime(new Date(ctx.now().getTime() - KEPT_MS));
  await inTransaction(ctx, (tx) => tx.db.query("DELETE FROM notices WHERE created_at < ?", [before]));
}

/** The jobs of this file, for the worker. */
export const noticeJobs: [string, JobHandler][] = [
  [
    TELL_NEW,
    async (ctx, job) => {
      // The shape is the one of newTicketsJob, or the one of before there were several.
      const order = job.payload as { ticketIds: number[] } | { ticketId: number };
      const what = { kind: NoticeKind.NEW_TICKET, cause: "new" };
      await tellEverybody(ctx, "ticketIds" in order ? order.ticketIds : [order.ticketId], what);
      await forgetOld(ctx);
    },
  ],
  [
    TELL_BACK,
    async (ctx, job) => {
      // The shape is the one of cameBackJob.
      const { ticketId, ...told } = job.payload as CameBack;
      await tellEverybody(ctx, [ticketId], { kind: NoticeKind.CAME_BACK, ...told });
    },
  ],
];

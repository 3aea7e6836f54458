import type { AgentLinkPurpose } from "@/server/accounts/agent-link.entity";
import { issueAgentLink } from "@/server/accounts/agent-links";
import { issueLinks, type LinkPurpose } from "@/server/accounts/customer-links";
import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import type { MailKind } from "./mail.entity";

const PURPOSES: Partial<Record<MailKind, LinkPurpose>> = {
  accountCreated: "invitation",
  confirmEmail: "confirm",
  forcedReset: "reset",
  resetLink: "reset",
};

const AGENT_PURPOSES: Partial<Record<MailKind, AgentLinkPurpose>> = {
  agentInvitation: "invitation",
  agentReset: "reset",
};

/** New links for mails that carry one, in place of those that may have run out or belong to another address. Mail id → values. */
export async function renewLinks(
  tx: Ctx,
  mails: readonly { id: number; kind: MailKind; customerId: number | null; agentId: number | null }[],
): Promise<Map<number, { link: string }>> {
  const renewed = new Map<number, { link: string }>();
  for (const purpose of ["invitation", "confirm", "reset"] as const) {
    const these = mails.filter((mail) => PURPOSES[mail.kind] === purpose && mail.customerId !== null);
    if (these.length === 0) continue;
    const ids = these.map((mail) => mail.customerId ?? 0);
    const links = await issueLinks(tx, purpose, ids, await pendingPasswords(tx, purpose, ids));
    for (const mail of these) {
      const link = links.get(mail.customerId ?? 0);
      if (link) renewed.set(mail.id, { link });
    }
  }
  for (const { id, kind, agentId } of mails) {
    const purpose = AGENT_PURPOSES[kind];
    if (purpose && agentId !== null) renewed.set(id, { link: await issueAgentLink(tx, purpose, agentId) });
  }
  return renewed;
}

/** What somebody chose when they registered waits on behind the new link. */
async function pendingPasswords(tx: Ctx, purpose: LinkPurpose, ids: readonly number[]): Promise<Map<number, string>> {
  if (purpose !== "confirm") return new Map();
  const rows: { customer_id: number; pending_password_hash: string }[] = await tx.db.query(
    `SELECT customer_id, pending_password_hash FROM customer_links
      WHERE purpose = 'confirm' AND pending_password_hash IS NOT NULL AND customer_id IN ${placeholders(ids.length)}`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.customer_id, row.pending_password_hash]));
}

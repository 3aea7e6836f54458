import { recordActivity } from "@/server/activity/record-activity";
import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { loadCustomers } from "@/server/customers/customer-row";
import { lockCustomers } from "@/server/customers/lock-customers";
import { rewriteWords } from "@/server/customers/write-customers";
import { inTransaction, placeholders, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { domainsOf } from "./domains-of";
import type { OrganisationRow } from "./organisations";
import { heldOrganisation } from "./update-organisation";

/** More is not counted, and not taken along in one transaction. */
const MOST = 1000;

/** What keeps an organisation from being deleted: each exact up to 1,000, then 1,001. */
export interface OrganisationTies {
  members: number;
  grants: number;
  tickets: number;
}

/**
 * Deletes an organisation that nothing hangs on any more. It is refused while it has members, grants or tickets: what a ticket was
 * opened for never changes (PRODUCT S20), and nobody should lose an access or a membership with a click somewhere else.
 */
export async function deleteOrganisation(ctx: Ctx, { id }: { id: number }): Promise<void> {
  allow(ctx.actor, "organisation.manage");
  await inTransaction(ctx, async (tx) => {
    // Whoever wants to hang something on it waits for this, and then finds nothing to hang it on.
    const organisation = await heldOrganisation(tx, id);
    const ties = tiesInWords(await tiesOf(tx, id));
    if (ties) throw new UserError("", `${organisation.name} ${ties}`);
    await takeOffDeleted(tx, organisation);
    const domains = (await domainsOf(tx, [id])).get(id) ?? [];
    await tx.db.query("DELETE FROM organisation_domains WHERE organisation_id = ?", [id]);
    await tx.db.query("DELETE FROM organisations WHERE id = ?", [id]);
    const details: Record<string, string> = domains.length > 0 ? { domains: domains.join(", ") } : {};
    await recordAudit(tx, { action: "organisation.deleted", subject: organisation.name, details });
  });
}

async function tiesOf(tx: Ctx, id: number): Promise<OrganisationTies> {
  const count = async (from: string) => {
    const [row]: { found: number | string }[] = await tx.db.query(
      `SELECT COUNT(*) AS found FROM (SELECT 1 FROM ${from} LIMIT ${MOST + 1}) counted`,
      [id],
    );
    return Number(row?.found ?? 0);
  };
  return {
    members: await count("customers WHERE organisation_id = ? AND is_deleted = 0"),
    grants: await count("organisation_grants WHERE organisation_id = ?"),
    tickets: await count("tickets WHERE organisation_id = ?"),
  };
}

function tiesInWords({ members, grants, tickets }: OrganisationTies): string | undefined {
  const some = (count: number, one: string, many: string) => {
    if (count === 0) return [];
    return [count > MOST ? `more than 1,000 ${many}` : `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`];
  };
  const ties = [
    ...some(members, "member", "members"),
    ...some(grants, "customer with access", "customers with access"),
    ...some(tickets, "ticket", "tickets"),
  ];
  if (ties.length === 0) return undefined;
  const ways = [
    ...(members > 0 ? ["Give its members another organisation in the customer list."] : []),
    ...(grants > 0 ? ["Take the access away."] : []),
    ...(tickets > 0 ? ["Tickets keep the organisation that they were opened for, so it has to stay."] : []),
  ];
  return `has ${ties.join(" and ")}. ${ways.join(" ")}`;
}

/** Deleted and merged customers who were members would come back to nothing. */
async function takeOffDeleted(tx: Ctx, { id, name }: OrganisationRow): Promise<void> {
  const rows: { id: number }[] = await tx.db.query("SELECT id FROM customers WHERE organisation_id = ? LIMIT ?", [
    id,
    MOST + 1,
  ]);
  if (rows.length > MOST) throw new UserError("", `${name} has more than 1,000 deleted members, who would lose it.`);
  for (let start = 0; start < rows.length; start += 200) {
    const ids = rows.slice(start, start + 200).map((row) => row.id);
    await lockCustomers(tx, ids);
    await tx.db.query(
      `UPDATE customers SET organisation_id = NULL, organisation_sort = '', version = version + 1, updated_at = ?
        WHERE id IN ${placeholders(ids.length)}`,
      [toDbTime(tx.now()), ...ids],
    );
    await rewriteWords(tx, await loadCustomers(tx.db, ids));
    const changes = [{ field: "organisation", from: name, to: null }];
    await recordActivity(
      tx,
      ids.map((customerId) => ({ customerId, action: "customer.updated" as const, changes })),
    );
  }
}

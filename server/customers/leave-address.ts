import { inSlices, removeLinks } from "@/server/accounts/customer-links";
import { endCustomerSessions } from "@/server/accounts/customer-logins";
import type { Ctx } from "@/server/ctx";
import { queueMails } from "@/server/mail/queue-mail";
import { hasIdentifier } from "./customer-row";
import type { CustomerUpdate } from "./write-customers";

/** Whoever is signed in is out at their next click, and only a link that is sent from now on brings them back. */
export async function askAnew(tx: Ctx, ids: readonly number[]): Promise<void> {
  await endCustomerSessions(tx, ids);
  await inSlices(ids, (slice) => removeLinks(tx, slice));
}

/**
 * Of those whose e-mail these updates change (PRODUCT S8): whoever reads the former mailbox must not get in by it any more, and is
 * told, in case nobody asked for the change. A handful of statements however many.
 */
export async function leaveAddresses(
  tx: Ctx,
  updates: readonly Pick<CustomerUpdate, "before" | "after">[],
): Promise<void> {
  // One of their addresses that takes the primary one's place leaves that theirs.
  const moved = updates.filter(
    ({ before, after }) => before.emailKey !== after.emailKey && !hasIdentifier(after, "email", before.emailKey ?? ""),
  );
  if (moved.length === 0) return;
  await askAnew(
    tx,
    moved.map(({ before }) => before.id),
  );
  await queueMails(
    tx,
    moved.flatMap(({ before: { id: customerId, email: address } }) =>
      address ? [{ kind: "addressChanged" as const, to: { customerId, address }, values: {} }] : [],
    ),
  );
}

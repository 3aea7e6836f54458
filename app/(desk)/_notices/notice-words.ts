import type { NoticeKind } from "@/graphql/client/graphql";

/** What happened, in a sentence that the ticket's number and subject follow. */
export function noticeWords({ kind, actorName }: { kind: NoticeKind; actorName: string }): string {
  const actor = actorName || "Somebody";
  if (kind === "ASSIGNED") return `${actor} assigned a ticket to you.`;
  if (kind === "REPLY") return `${actor} wrote on a ticket of yours.`;
  if (kind === "CLOSED") return `${actor} closed a ticket of yours.`;
  if (kind === "REOPENED") return `${actor} opened a ticket of yours again.`;
  return "A new ticket came that nobody has.";
}

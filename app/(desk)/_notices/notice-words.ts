import type { NoticeKind } from "@/graphql/client/graphql";

const DID: Partial<Record<NoticeKind, string>> = {
  ASSIGNED: "assigned a ticket to you.",
  REPLY: "wrote on a ticket of yours.",
  CLOSED: "closed a ticket of yours.",
  REOPENED: "opened a ticket of yours again.",
  CAME_BACK: "came back to a ticket that nobody has.",
};

/** Who did what, for a sentence that the ticket's number and subject follow; nobody where it happened by itself. */
export function noticeParts({ kind, actorName }: { kind: NoticeKind; actorName: string }): {
  actor?: string;
  did: string;
} {
  const did = DID[kind];
  return did ? { actor: actorName || "Somebody", did } : { did: "A new ticket came that nobody has." };
}

/** The same in one sentence. */
export function noticeWords(notice: { kind: NoticeKind; actorName: string }): string {
  const { actor, did } = noticeParts(notice);
  return actor ? `${actor} ${did}` : did;
}

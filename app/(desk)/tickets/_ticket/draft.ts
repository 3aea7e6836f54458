import type { Attachment } from "@/app/_attachments/use-attachments";

/** What was written on a ticket and not sent yet. */
export interface Draft {
  kind: "reply" | "note";
  html: string;
  files: Attachment[];
}

const keyOf = (ticketId: string) => `draft of ticket ${ticketId}`;

/**
 * The draft of this tab: it outlives a reload and a session that ended in the middle of a sentence. Not longer than the tab, because
 * the next to sit at this computer may be somebody else.
 */
export function keptDraft(ticketId: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(ticketId));
    return text ? (JSON.parse(text) as Draft) : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(ticketId: string, draft: Draft): void {
  try {
    const files = draft.files.filter((file) => file.uploadId);
    if (draft.html || files.length > 0) sessionStorage.setItem(keyOf(ticketId), JSON.stringify({ ...draft, files }));
    else sessionStorage.removeItem(keyOf(ticketId));
  } catch {
    // A browser that stores nothing still has the text on the page.
  }
}

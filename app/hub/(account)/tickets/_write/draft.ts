import type { Attachment } from "@/app/_attachments/use-attachments";

/** What a customer has written and not sent yet. */
export interface Draft {
  subject: string;
  body: string;
  organisationId: string;
  files: Attachment[];
  /** What was sent last, and under which key: the same message sent again is no second one, another message is. */
  submission?: { key: string; message: string };
}

/** Of this tab, and of this customer: the next one to sit here must not find it. */
const keyOf = (name: string) => `draft in the hub: ${name}`;

export function keptDraft(name: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(name));
    return text ? (JSON.parse(text) as Draft) : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(name: string, draft: Draft): void {
  try {
    const files = draft.files.filter((file) => file.uploadId);
    const isEmpty = !draft.subject && !draft.body && files.length === 0;
    if (isEmpty) sessionStorage.removeItem(keyOf(name));
    else sessionStorage.setItem(keyOf(name), JSON.stringify({ ...draft, files }));
  } catch {
    // A browser that stores nothing still has the text on the page.
  }
}

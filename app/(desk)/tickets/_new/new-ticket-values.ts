import type { CreateTicketInput, TicketPriority } from "@/graphql/client/graphql";

export interface NewTicketValues {
  /** A customer of the list, or somebody who is known by address alone. */
  from: "known" | "new";
  reporter: { id: string; label: string } | null;
  email: string;
  mobile: string;
  firstName: string;
  lastName: string;
  subject: string;
  /** HTML. */
  body: string;
  priority: TicketPriority;
  /** Empty for nobody. */
  assigneeId: string;
  tags: string[];
}

/** @param uploadIds files that go with the message */
export function newTicketInput(values: NewTicketValues, uploadIds: string[]): CreateTicketInput {
  const { reporter, email, mobile, firstName, lastName } = values;
  const sender = values.from === "known" ? { reporterId: reporter?.id } : { email, mobile, firstName, lastName };
  return {
    ...sender,
    subject: values.subject,
    body: values.body,
    bodyFormat: "HTML",
    uploadIds,
    priority: values.priority,
    assigneeId: values.assigneeId || undefined,
    tags: values.tags,
  };
}

const FIELDS = new Set([
  "email",
  "mobile",
  "firstName",
  "lastName",
  "subject",
  "body",
  "priority",
  "assigneeId",
  "tags",
]);

/** The field that a problem of the API stands at; undefined for the whole form. */
export function fieldOf(path: readonly string[], from: NewTicketValues["from"]): keyof NewTicketValues | undefined {
  const [first = ""] = path;
  // Without a customer chosen, the API asks for an address instead; this form shows one of the two.
  if (first === "reporterId" || (from === "known" && (first === "email" || first === "mobile"))) return "reporter";
  if (first === "uploadIds") return "body";
  // The names are those of the form's values.
  return FIELDS.has(first) ? (first as keyof NewTicketValues) : undefined;
}

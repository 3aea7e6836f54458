import type { TimelineEntryFragment } from "@/graphql/client/graphql";

const ACTIONS: Record<string, string> = {
  "customer.created": "created this customer",
  "customer.updated": "changed",
  "customer.deleted": "deleted this customer",
  "customer.restored": "restored this customer",
  "customer.undeleted": "took the deletion back",
  "customer.resetForced": "forced a password reset",
  "customer.invited": "sent an invitation",
  "mail.sent": "sent",
  "mail.kept": "kept in the built-in mailbox, sent to nobody",
  "mail.failed": "could not send",
  "mail.bounced": "was refused by the recipient's mail server",
  "mail.complained": "was called unwanted by the recipient",
  "mail.skipped": "did not send",
  "customer.noted": "changed a note",
  "customer.tagged": "changed the tags",
  "customer.merged": "merged another customer into this one",
  "customer.mergedInto": "merged this record into another",
  "customer.unmerged": "took a merge apart",
  "ticket.created": "made a ticket",
  "ticket.reporterChanged": "changed whom a ticket is from",
  "customer.passwordSet": "set a password by a link",
  "customer.emailConfirmed": "confirmed their e-mail",
  "customer.importUndone": "took an import back",
};

/** What happened, after the name of who did it. */
export function actionInWords({ action }: TimelineEntryFragment): string {
  return ACTIONS[action] ?? action.replace(/^customer\./, "");
}

const ACTORS: Record<string, string> = { token: "over the API", import: "by import" };

/** Who did it; the product itself has no name but what it is, "command line". */
export function actorName({ actorName: name }: TimelineEntryFragment): string {
  return name ? name.charAt(0).toUpperCase() + name.slice(1) : "Somebody";
}

/** How they did it, where it was not by hand. */
export function actorInWords({ actorKind }: TimelineEntryFragment): string | undefined {
  return ACTORS[actorKind];
}

const FIELDS: Record<string, string> = {
  email: "E-mail",
  mobile: "Mobile",
  firstName: "First name",
  lastName: "Last name",
  organisation: "Organisation",
  isActive: "Is Active",
  hubAccess: "Hub access",
  isBlocked: "Blocked",
  organisationAccess: "Organisation access",
  note: "Note",
  tags: "Tags",
  ticket: "Ticket",
  reporter: "Reporter",
  mail: "Mail",
  reason: "Reason",
  merged: "Merged",
  mergedInto: "Into",
  unmerged: "Parted from",
  otherEmail: "Other e-mail",
  otherMobile: "Other mobile",
  tickets: "Tickets",
  notes: "Notes",
  password: "Password",
};

export function fieldInWords(field: string): string {
  return FIELDS[field] ?? field.replace(/^attributes\./, "").replace(/^organisationAccess\./, "Access to ");
}

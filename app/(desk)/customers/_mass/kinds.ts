import type { MassAction } from "@/graphql/client/graphql";

/** What a dialog says of a mass action. */
export interface MassKind {
  action: MassAction;
  permission: string;
  /** In the menu, and before the customers in the dialog: "Delete 50 customers?". */
  verb: string;
  /** After the customers, where the verb needs more: "Switch Hub access off for 50 customers". */
  title(people: string): string;
  /** What it means, in one or two sentences. */
  sentence: string;
  /** What somebody is when it is done. */
  done: string;
  color?: "red";
}

const one =
  (verb: string) =>
  (people: string): string =>
    `${verb} ${people}`;

export const MASS_KINDS: readonly MassKind[] = [
  {
    action: "FORCE_RESET",
    permission: "customer.forceReset",
    verb: "Force reset passwords",
    title: (people) => `Force a new password for ${people}`,
    sentence:
      "Their passwords and sessions end, and each gets a mail with a link to set a new one. Whoever never had a password gets an invitation. This cannot be undone.",
    done: "reset",
    color: "red",
  },
  {
    action: "HUB_ACCESS_ON",
    permission: "customer.hubAccess",
    verb: "Switch Hub access on",
    title: (people) => `Switch Hub access on for ${people}`,
    sentence: "They can log in to the Customer Hub again, unless they are inactive or blocked.",
    done: "given Hub access",
  },
  {
    action: "HUB_ACCESS_OFF",
    permission: "customer.hubAccess",
    verb: "Switch Hub access off",
    title: (people) => `Switch Hub access off for ${people}`,
    sentence: "After logging in they are told to contact the support department. Their mails still make tickets.",
    done: "kept out of the Hub",
  },
  {
    action: "BLOCK",
    permission: "customer.block",
    verb: "Block",
    title: one("Block"),
    sentence: "They can no longer log in, get no replies, and what they send waits in quarantine.",
    done: "blocked",
    color: "red",
  },
  {
    action: "UNBLOCK",
    permission: "customer.block",
    verb: "Unblock",
    title: one("Unblock"),
    sentence: "Their mails make tickets again. Their other switches stay as they are.",
    done: "unblocked",
  },
  {
    action: "SET_ORGANISATION",
    permission: "customer.edit",
    verb: "Set organisation",
    title: (people) => `Set the organisation of ${people}`,
    sentence: "They leave the organisation that they belong to now. Their tickets stay where they are.",
    done: "moved",
  },
  {
    action: "SET_ATTRIBUTE",
    permission: "customer.edit",
    verb: "Set an attribute",
    title: (people) => `Set an attribute of ${people}`,
    sentence: "The value takes the place of the one that they have now.",
    done: "changed",
  },
  {
    action: "DELETE",
    permission: "customer.delete",
    verb: "Delete",
    title: one("Delete"),
    sentence:
      "Their tickets and history stay, and they can no longer log in. You can undo this right after, or restore them from the Deleted list later.",
    done: "deleted",
    color: "red",
  },
  {
    action: "RESTORE",
    permission: "customer.restore",
    verb: "Restore",
    title: one("Restore"),
    sentence: "They come back inactive: they confirm their e-mail or set a password before they log in.",
    done: "restored",
  },
];

export function massKind(action: MassAction): MassKind {
  const found = MASS_KINDS.find((kind) => kind.action === action);
  if (!found) throw new Error(`No words for ${action}.`);
  return found;
}

/** What one may do in a list, or with a customer of that list. */
export function allowedKinds(list: "active" | "deleted", permissions: readonly string[]): MassKind[] {
  return MASS_KINDS.filter(
    ({ action, permission }) => (action === "RESTORE") === (list === "deleted") && permissions.includes(permission),
  );
}

/** What PRODUCT section 2 calls the states of a customer, without Erased. They are independent. */
export interface State {
  isActive: boolean;
  hubAccess: boolean;
  isBlocked: boolean;
  isDeleted: boolean;
}

/** What a state means for each way in. */
export interface Line {
  /** The right password; a wrong one is always "refused". `signedIn` with access off shows whom to turn to, and nothing else. */
  signIn: "signedIn" | "unconfirmed" | "refused";
  /** Setting a password by a link, and confirming by one. */
  link: "done" | "refused";
  /** Every page, server action and GraphQL document, by a session that was open before. */
  session: "done" | "UNAUTHENTICATED" | "HUB_ACCESS_DISABLED";
  /** Both attachments, and sending another file. */
  files: number;
  /** What they send by mail and by the public form, and what a program sends for them with a token. */
  sends: "ticket" | "quarantined";
  /** What an agent writes down for them. */
  written: "ticket" | "refused";
  /** The mail with an agent's answer. */
  answer: "queued" | "skipped";
}

/** PRODUCT section 2, in the order of its table. */
// biome-ignore format: it is to be read as a table
export const TABLE: Record<"active" | "inactive" | "hubOff" | "blocked" | "deleted", Line> = {
  active:   { signIn: "signedIn",    link: "done",    session: "done",                files: 200, sends: "ticket",      written: "ticket",  answer: "queued" },
  inactive: { signIn: "unconfirmed", link: "done",    session: "UNAUTHENTICATED",     files: 401, sends: "ticket",      written: "ticket",  answer: "queued" },
  hubOff:   { signIn: "signedIn",    link: "done",    session: "HUB_ACCESS_DISABLED", files: 403, sends: "ticket",      written: "ticket",  answer: "queued" },
  blocked:  { signIn: "refused",     link: "refused", session: "UNAUTHENTICATED",     files: 401, sends: "quarantined", written: "ticket",  answer: "skipped" },
  deleted:  { signIn: "refused",     link: "refused", session: "UNAUTHENTICATED",     files: 401, sends: "ticket",      written: "refused", answer: "skipped" },
};

/** The states are independent; the strictest wins. */
export function lineOf({ isActive, hubAccess, isBlocked, isDeleted }: State): Line {
  // Who is both is kept out by either, cannot be picked (S12), and is not brought back by what they send.
  if (isBlocked) return { ...TABLE.blocked, written: isDeleted ? TABLE.deleted.written : TABLE.blocked.written };
  if (isDeleted) return TABLE.deleted;
  if (!hubAccess) return TABLE.hubOff;
  return isActive ? TABLE.active : TABLE.inactive;
}

const either = [true, false];
/** All of their combinations are there. */
export const STATES: State[] = either.flatMap((isActive) =>
  either.flatMap((hubAccess) =>
    either.flatMap((isBlocked) => either.map((isDeleted) => ({ isActive, hubAccess, isBlocked, isDeleted }))),
  ),
);

export const PLAIN: State = { isActive: true, hubAccess: true, isBlocked: false, isDeleted: false };
export const SINGLE_STATES: Record<keyof typeof TABLE, State> = {
  active: PLAIN,
  inactive: { ...PLAIN, isActive: false },
  hubOff: { ...PLAIN, hubAccess: false },
  blocked: { ...PLAIN, isBlocked: true },
  deleted: { ...PLAIN, isDeleted: true },
};

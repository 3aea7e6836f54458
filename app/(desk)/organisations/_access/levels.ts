import type { GrantLevel } from "@/graphql/client/graphql";

/** What a customer may do with an organisation's tickets, each level including the one before. */
export const LEVELS: readonly { value: GrantLevel; label: string }[] = [
  { value: "VIEW", label: "View" },
  { value: "INTERACT", label: "Interact" },
  { value: "CREATE", label: "Create" },
];

export const levelLabel = (level: GrantLevel): string => LEVELS.find(({ value }) => value === level)?.label ?? level;

export const LEVELS_EXPLAINED =
  "View: read the tickets. Interact: also reply, attach, close and reopen. Create: also open new ones for the organisation.";

import type { Newcomers } from "@/graphql/client/graphql";

/** What becomes of new customers with an address of one of the domains. */
export const NEWCOMERS: readonly { value: Newcomers; label: string; description: string }[] = [
  {
    value: "JOIN",
    label: "They become members",
    description:
      "Whether an agent, an import or a ticket makes them. Who registers does once they have confirmed the address.",
  },
  {
    value: "SUGGEST",
    label: "They are suggested",
    description: "Their page says so, and an agent makes them a member with a click.",
  },
];

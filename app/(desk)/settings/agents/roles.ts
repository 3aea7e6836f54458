import type { AgentRole } from "@/graphql/client/graphql";

export const ROLES: Record<AgentRole, { label: string; hint: string }> = {
  ADMIN: { label: "Admin", hint: "May do everything, settings and agents included." },
  AGENT: { label: "Agent", hint: "Works with customers and tickets; no deletion, import or settings." },
  VIEWER: { label: "Viewer", hint: "Sees customers and tickets, changes nothing." },
};

export const ROLE_OPTIONS = Object.entries(ROLES).map(([value, { label }]) => ({ value, label }));

/** Where the focus goes when the button that one pressed is gone. */
export const AGENTS_ID = "agents";

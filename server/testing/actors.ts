import { type Actor, type Permission, ROLE_PERMISSIONS, type Role } from "@/server/permissions";

type AgentActor = Extract<Actor, { kind: "agent" }>;

/** A signed-in agent, without a row in `agents`. */
export function anAgent(role: Role = "admin", overrides: Partial<AgentActor> = {}): AgentActor {
  return {
    kind: "agent",
    id: 1,
    name: "Agnes Agent",
    role,
    permissions: new Set(ROLE_PERMISSIONS[role]),
    ...overrides,
  };
}

/** Somebody who may do exactly this, for "who may not" tests. */
export function anActorWith(...permissions: Permission[]): Actor {
  return { kind: "token", id: 1, name: "Token of the tests", permissions: new Set(permissions) };
}

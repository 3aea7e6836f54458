import { DeniedError } from "./errors";

/** Every permission of the product, PRODUCT.md S15. */
export const PERMISSIONS = [
  "customer.view",
  "customer.create",
  "customer.edit",
  "customer.delete",
  "customer.restore",
  "customer.import",
  "customer.export",
  "customer.forceReset",
  "customer.hubAccess",
  "customer.organisationAccess",
  "customer.merge",
  "customer.block",
  "customer.erase",
  "ticket.view",
  "ticket.create",
  "ticket.edit",
  "organisation.manage",
  "settings.manage",
  "agent.manage",
  "audit.view",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["admin", "agent", "viewer"] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  admin: PERMISSIONS,
  agent: [
    "customer.view",
    "customer.create",
    "customer.edit",
    "customer.export",
    "customer.hubAccess",
    "customer.organisationAccess",
    "customer.block",
    "ticket.view",
    "ticket.create",
    "ticket.edit",
  ],
  viewer: ["customer.view", "ticket.view"],
};

/** Who acts. `system` is the product itself: a job, a migration, the command line on the server. */
export type Actor =
  | { kind: "nobody" }
  | { kind: "agent"; id: number; name: string; role: Role; permissions: ReadonlySet<Permission> }
  | { kind: "token"; id: number; name: string; permissions: ReadonlySet<Permission> }
  | { kind: "system"; name: string };

export const NOBODY: Actor = { kind: "nobody" };

export function isAllowed(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "nobody") return false;
  return actor.permissions.has(permission);
}

/**
 * The first line of every verb.
 * @throws DeniedError UNAUTHENTICATED without a sign-in, FORBIDDEN without the permission
 */
export function allow(actor: Actor, permission: Permission): void {
  signedIn(actor);
  if (!isAllowed(actor, permission)) {
    throw new DeniedError("FORBIDDEN", `This needs the permission ${permission}. Ask an admin for it.`);
  }
}

/** For what every signed-in actor may do, whatever their role. */
export function signedIn(actor: Actor): void {
  if (actor.kind === "nobody") throw new DeniedError("UNAUTHENTICATED", "Sign in, or send a valid access token.");
}

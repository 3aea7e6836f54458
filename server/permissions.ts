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

/**
 * Who acts. A `token` without an owner was made on the server itself. `system` is the product itself: a job, a migration, the command line on the server. A `customer` is signed in to the
 * Hub and has no permission of an agent; `shutOut` is a customer who proved who they are, and whose Hub access is off.
 */
export type Actor =
  | { kind: "nobody" }
  | { kind: "agent"; id: number; name: string; role: Role; permissions: ReadonlySet<Permission> }
  | { kind: "token"; id: number; name: string; permissions: ReadonlySet<Permission>; ownerId?: number }
  | { kind: "customer"; id: number; name: string }
  | { kind: "shutOut"; id: number; name: string }
  | { kind: "system"; name: string };

export const NOBODY: Actor = { kind: "nobody" };

export function isAllowed(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind !== "agent" && actor.kind !== "token") return false;
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

/** The first line of a verb whose permission depends on what it finds: who has none of them learns nothing. */
export function allowOneOf(actor: Actor, permissions: readonly Permission[]): void {
  signedIn(actor);
  if (!permissions.some((permission) => isAllowed(actor, permission))) {
    throw new DeniedError(
      "FORBIDDEN",
      `This needs one of: ${[...new Set(permissions)].join(", ")}. Ask an admin for it.`,
    );
  }
}

/** For what every signed-in actor of the desk may do, whatever their role. Customers are none of them. */
export function signedIn(actor: Actor): void {
  if (actor.kind === "nobody") throw new DeniedError("UNAUTHENTICATED", "Sign in, or send a valid access token.");
  if (actor.kind === "shutOut") throw hubAccessDisabled();
  if (actor.kind === "customer") throw new DeniedError("FORBIDDEN", "This is for the people who answer.");
}

export type CustomerActor = Extract<Actor, { kind: "customer" }>;

/** The first line of every verb of the Hub: who is signed in to it. */
export function signedInCustomer(actor: Actor): CustomerActor {
  if (actor.kind === "customer") return actor;
  if (actor.kind === "nobody") throw new DeniedError("UNAUTHENTICATED", "Sign in to the Customer Hub.");
  if (actor.kind === "shutOut") throw hubAccessDisabled();
  throw new DeniedError("FORBIDDEN", "This is for customers who are signed in to the Customer Hub.");
}

const hubAccessDisabled = () =>
  new DeniedError(
    "HUB_ACCESS_DISABLED",
    "Your access to the Customer Hub is switched off. Contact the support department.",
  );

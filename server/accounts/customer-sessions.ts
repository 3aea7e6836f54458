import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { displayName } from "@/server/customers/identity/person-name";
import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { type Actor, NOBODY, signedInCustomer } from "@/server/permissions";
import { readSettings } from "@/server/settings/settings";
import { endCustomerSessions } from "./customer-logins";
import { verifyPassword } from "./passwords";
import { isRegistered } from "./pending-registrations";
import { hashOfSecret, newSecret } from "./secret";
import type { SignInLimits } from "./sign-in-limits";

/** What a browser that is signed in to the Hub carries, signed with the Hub's own key. */
export interface CustomerClaims {
  sessionId: string;
  customerId: number;
  sessionVersion: number;
}

/** `unconfirmed`: the right password of somebody who has not confirmed their address yet, or has registered with it only. */
export type HubSignIn = { kind: "signedIn"; claims: CustomerClaims } | { kind: "unconfirmed" };

const SESSION_DAYS = 14;

/**
 * Begins a session in the Hub. Undefined, in the same time, for an unknown address, a wrong password, a blocked or deleted
 * customer, and while the Hub is not activated. Who proves who they are while their access is off gets a session too: it opens
 * nothing, and shows them whom to turn to.
 * @throws UserError RATE_LIMITED after too many tries for the address or from the client
 */
export async function signInCustomer(
  ctx: Ctx,
  limits: SignInLimits,
  input: { email: string; password: string; address: string },
): Promise<HubSignIn | undefined> {
  const email = parseEmail(input.email);
  const limitKey = email.ok ? email.key : input.email.slice(0, 320);
  if (!(await limits.take(limitKey, input.address))) {
    throw new UserError("", "Too many tries. Wait a few minutes, then try again.", { code: "RATE_LIMITED" });
  }
  const { hubActivated } = await readSettings(ctx);
  const login = await findLogin(ctx, email.ok ? email.key : "");
  const isRight = await verifyPassword(login?.password_hash, input.password);
  // Of every address alike, blocked and deleted ones too: otherwise registering would tell whose it is. It takes no wrong try back.
  const isPending = !isRight && (await isRegistered(ctx, email.ok ? email.key : "", input.password));
  if (!hubActivated) return undefined;
  if (isPending) return { kind: "unconfirmed" };
  if (!login || !isRight || login.is_deleted || login.is_blocked) return undefined;
  await limits.forgive(limitKey, input.address);

  const isConfirmed = login.is_active && login.is_verified;
  if (!isConfirmed && login.hub_access) return { kind: "unconfirmed" };
  return { kind: "signedIn", claims: await beginSession(ctx, login) };
}

interface Login {
  id: number;
  identifier_key: string;
  is_verified: number;
  is_active: number;
  hub_access: number;
  is_blocked: number;
  is_deleted: number;
  password_hash: string | null;
  session_version: number | null;
}

async function findLogin(ctx: Ctx, emailKey: string): Promise<Login | undefined> {
  const [row]: Login[] = await ctx.db.query(
    `SELECT c.id, i.identifier_key, i.is_verified, c.is_active, c.hub_access, c.is_blocked, c.is_deleted,
        l.password_hash, l.session_version
      FROM customer_identifiers i JOIN customers c ON c.id = i.customer_id
      LEFT JOIN customer_logins l ON l.customer_id = c.id
      WHERE i.kind = 'email' AND i.identifier_key = ?`,
    [emailKey],
  );
  // MySQL holds a key with spaces at its end for the same one.
  return row?.identifier_key === emailKey ? row : undefined;
}

async function beginSession(ctx: Ctx, login: Login): Promise<CustomerClaims> {
  const sessionId = newSecret();
  const sessionVersion = login.session_version ?? 1;
  await inTransaction(ctx, async (tx) => {
    const now = tx.now();
    await tx.db.query("DELETE FROM customer_sessions WHERE expires_at < ?", [toDbTime(now)]);
    await insertRows(tx.db, "customer_sessions", [
      {
        id_hash: hashOfSecret(sessionId),
        customer_id: login.id,
        // Of the moment when the password was read: what has ended it meanwhile has raised the version.
        session_version: sessionVersion,
        created_at: toDbTime(now),
        expires_at: toDbTime(new Date(now.getTime() + SESSION_DAYS * 86_400_000)),
      },
    ]);
  });
  return { sessionId, customerId: login.id, sessionVersion };
}

/** Ends this session, and only this one: a copy of its cookie is worth nothing from now on. */
export async function signOutCustomer(ctx: Ctx, claims: CustomerClaims): Promise<void> {
  await inTransaction(ctx, (tx) =>
    tx.db.query("DELETE FROM customer_sessions WHERE id_hash = ? AND customer_id = ?", [
      hashOfSecret(claims.sessionId),
      claims.customerId,
    ]),
  );
}

/** Ends every session of the customer who asks, on all their devices. */
export async function signOutEverywhere(ctx: Ctx): Promise<void> {
  const { id } = signedInCustomer(ctx.actor);
  await inTransaction(ctx, (tx) => endCustomerSessions(tx, [id]));
}

/**
 * Who holds these claims now. Everything that ends access is looked at here, at every request: the session's row and version, Is
 * Active, Blocked, Deleted, Hub access, and whether the Hub is activated.
 */
export async function actorOfCustomerSession(ctx: Ctx, claims: CustomerClaims): Promise<Actor> {
  if (typeof claims.sessionId !== "string") return NOBODY;
  const [row]: SessionRow[] = await ctx.db.query(
    `SELECT c.id, c.first_name, c.last_name, c.is_active, c.hub_access, i.value AS email,
        (SELECT value FROM settings WHERE name = 'hubActivated') AS hub_activated
      FROM customer_sessions s JOIN customers c ON c.id = s.customer_id
      JOIN customer_logins l ON l.customer_id = c.id
      LEFT JOIN customer_identifiers i ON i.customer_id = c.id AND i.kind = 'email' AND i.primary_slot = 1
      WHERE s.id_hash = ? AND s.customer_id = ? AND s.session_version = l.session_version AND s.expires_at > ?
        AND l.password_hash IS NOT NULL AND c.is_blocked = 0 AND c.is_deleted = 0`,
    [hashOfSecret(claims.sessionId), claims.customerId, toDbTime(ctx.now())],
  );
  if (!row || row.hub_activated === "false") return NOBODY;
  const name = displayName({ firstName: row.first_name, lastName: row.last_name, email: row.email });
  if (!row.hub_access) return { kind: "shutOut", id: row.id, name };
  return row.is_active ? { kind: "customer", id: row.id, name } : NOBODY;
}

interface SessionRow {
  id: number;
  first_name: string;
  last_name: string;
  is_active: number;
  hub_access: number;
  email: string | null;
  hub_activated: string | null;
}

import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";

/** What a merge has to know of a customer's login. */
export interface LoginState {
  passwordHash: string | null;
  /** Has a password, is active and has a confirmed address to sign in with. */
  canSignIn: boolean;
}

const NO_LOGIN: LoginState = { passwordHash: null, canSignIn: false };

/** The logins of these customers; whoever has none cannot sign in. */
export async function loginStates(ctx: Ctx, ids: readonly number[]): Promise<(id: number) => LoginState> {
  const rows: { id: number; password_hash: string | null; is_active: number; verified: number | string }[] =
    await ctx.db.query(
      `SELECT c.id, l.password_hash, c.is_active,
          (SELECT COUNT(*) FROM customer_identifiers i WHERE i.customer_id = c.id AND i.kind = 'email' AND i.is_verified = 1) AS verified
        FROM customers c JOIN customer_logins l ON l.customer_id = c.id WHERE c.id IN ${placeholders(ids.length)}`,
      [...ids],
    );
  const states = new Map(
    rows.map((row): [number, LoginState] => [
      row.id,
      {
        passwordHash: row.password_hash,
        canSignIn: row.password_hash !== null && row.is_active === 1 && Number(row.verified) > 0,
      },
    ]),
  );
  return (id) => states.get(id) ?? NO_LOGIN;
}

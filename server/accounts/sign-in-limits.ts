import { createHash } from "node:crypto";
import type { Pool } from "mysql2";
import { RateLimiterMemory, RateLimiterMySQL, RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "@/server/db";

/** Slows down guessing: by address of the account and of the client. */
export interface SignInLimits {
  /** False when there were too many tries already. */
  take(account: string, client: string): Promise<boolean>;
  /** A right password takes the account's tries back. */
  forgive(account: string, client: string): Promise<void>;
}

const MINUTES = 60;
/** Ten wrong passwords for one account from one client in a quarter of an hour: nobody forgets theirs more often. */
const PER_ACCOUNT_AND_CLIENT = { points: 10, duration: 15 * MINUTES };
/** A hundred from one client: an office behind one address still gets in. */
const PER_CLIENT = { points: 100, duration: 15 * MINUTES };
/** Fifty for one account from everywhere, so that many clients together cannot guess on. */
const PER_ACCOUNT = { points: 50, duration: 15 * MINUTES };

/** Mails with links: five an hour to one address, thirty an hour for one client, so that nobody's mailbox is filled by others. */
const LINKS_PER_CLIENT = { points: 30, duration: 60 * MINUTES };
const LINKS_PER_ACCOUNT = { points: 5, duration: 60 * MINUTES };

/** Requests by the public form: ten an hour of one sender, thirty of one client. */
const REQUESTS_PER_CLIENT = { points: 30, duration: 60 * MINUTES };
const REQUESTS_PER_SENDER = { points: 10, duration: 60 * MINUTES };

/**
 * Counts in the database where several processes share it, in memory where there is only one.
 * @param realm agents and customers are counted apart
 */
export function signInLimits(database: Database, realm: "sign-in" | "hub-sign-in" = "sign-in"): SignInLimits {
  return limitsOf(database, realm, [PER_ACCOUNT_AND_CLIENT, PER_CLIENT, PER_ACCOUNT]);
}

/** The same for asking for a link, which nothing takes back. */
export function linkLimits(database: Database, realm: "hub-link" | "agent-link" = "hub-link"): SignInLimits {
  return limitsOf(database, realm, [LINKS_PER_ACCOUNT, LINKS_PER_CLIENT, LINKS_PER_ACCOUNT]);
}

/** The same for the public request form, by the address or number that is given in it. */
export function requestLimits(database: Database): SignInLimits {
  return limitsOf(database, "hub-request-form", [REQUESTS_PER_SENDER, REQUESTS_PER_CLIENT, REQUESTS_PER_SENDER]);
}

/** @param limits for an account and a client together, for a client, for an account */
function limitsOf(
  database: Database,
  name: string,
  limits: readonly { points: number; duration: number }[],
): SignInLimits {
  const limiters = limits.map((limit, index) => limiter(database, `${name}-${index}`, limit));
  const keysOf = (account: string, client: string) => [`${account} ${client}`, client, account].map(keyOf);
  return {
    async take(account, client) {
      try {
        const keys = keysOf(account, client);
        await Promise.all(limiters.map((one, index) => one.consume(keys[index] ?? "")));
        return true;
      } catch (error) {
        if (error instanceof RateLimiterRes) return false;
        throw error;
      }
    },
    async forgive(account, client) {
      const [both = "", one = "", other = ""] = keysOf(account, client);
      await limiters[0]?.delete(both);
      await limiters[1]?.reward(one);
      await limiters[2]?.reward(other);
    },
  };
}

/** Of one length, whatever somebody types: the column holds 255 characters. And no address is kept that nobody has here. */
const keyOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** One counter. Its key is a hash or an id, never what somebody typed. */
export function limiter(database: Database, keyPrefix: string, limit: { points: number; duration: number }) {
  if (database.kind === "sqlite") return new RateLimiterMemory({ keyPrefix, ...limit });
  const { pool } = database.writer.driver as unknown as { pool: Pool };
  return new RateLimiterMySQL({
    keyPrefix,
    ...limit,
    storeClient: pool,
    storeType: "pool",
    // Two first tries at one moment may deadlock. Then this process counts, and nobody is let in uncounted.
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, ...limit }),
    dbName: String(database.writer.driver.database),
    tableName: "rate_limits",
    // The table is a migration's.
    tableCreated: true,
    clearExpiredByTimeout: true,
  });
}

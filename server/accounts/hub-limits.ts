import { RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "@/server/db";
import { UserError } from "@/server/errors";
import { limiter } from "./sign-in-limits";

const QUARTER = 15 * 60;

/** In a quarter of an hour: far more than anybody does by hand, far less than a program could. */
const LIMITS = {
  /** New requests of one customer. */
  request: { points: 30, duration: QUARTER },
  /** Replies, closing and reopening. */
  reply: { points: 60, duration: QUARTER },
  /** Files, ten to a message. */
  upload: { points: 200, duration: QUARTER },
  /** Changes of names and number. */
  profile: { points: 20, duration: QUARTER },
  /** Old passwords that are tried, in an open session that may be somebody else's now. */
  password: { points: 10, duration: QUARTER },
} as const;

export type HubAct = keyof typeof LIMITS;

/** Slows down programs that write in the Hub. */
export interface HubLimits {
  /** @throws UserError RATE_LIMITED when somebody has done it too often */
  take(act: HubAct, customerId: number): Promise<void>;
}

/** Counts in the database where several processes share it, in memory where there is only one. */
export function hubLimits(database: Database): HubLimits {
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([act, limit]) => [act, limiter(database, `hub-${act}`, limit)]),
  ) as Record<HubAct, ReturnType<typeof limiter>>;
  return {
    async take(act, customerId) {
      try {
        await limiters[act].consume(`customer ${customerId}`);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new UserError("", "That was a lot in a short time. Wait a few minutes, then try again.", {
          code: "RATE_LIMITED",
        });
      }
    },
  };
}

import type { EntityManager } from "typeorm";
import type { Config } from "./config";
import type { Database } from "./db";
import type { Files } from "./files/files";
import type { Log } from "./log";
import type { Actor } from "./permissions";

/** What every verb gets: the database, who acts, the clock, the log. */
export interface Ctx {
  readonly config: Config;
  readonly database: Database;
  /** Reads. Inside `inTransaction` it is the transaction, and only there it may write. */
  readonly db: EntityManager;
  readonly isInTransaction: boolean;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly files: Files;
  readonly log: Log;
  readonly requestId: string;
}

/** The parts that live as long as the process; `ctxFor` adds what belongs to one request or job. */
export type Services = Pick<Ctx, "config" | "database" | "files" | "log" | "now">;

/** A context for one request, job or command. */
export function ctxFor(services: Services, actor: Actor, requestId: string): Ctx {
  return {
    ...services,
    db: services.database.reader.manager,
    isInTransaction: false,
    actor,
    requestId,
    log: services.log.child({ requestId }),
  };
}

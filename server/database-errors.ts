import { QueryFailedError } from "typeorm";

/** The driver's own code, such as `SQLITE_BUSY` or `ER_DUP_ENTRY`. */
export function codeOf(error: unknown): string | number | undefined {
  const cause =
    error instanceof QueryFailedError
      ? (error.driverError as { code?: string; errno?: number })
      : (error as { code?: string });
  return cause?.code;
}

/** Deadlock, lock wait timeout, Galera certification failure (1213 at commit), or a busy SQLite file. */
export function isConflict(error: unknown): boolean {
  return ["ER_LOCK_DEADLOCK", "ER_LOCK_WAIT_TIMEOUT", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "ER_CHECKREAD"].includes(
    String(codeOf(error)),
  );
}

/** A row that is named here was deleted since it was looked at: whoever looks again finds it gone, and can say so. */
export function isReferenceGone(error: unknown): boolean {
  return codeOf(error) === "ER_NO_REFERENCED_ROW_2";
}

/** The connection broke, or the disk did: whether the transaction was committed is not known. What a row of it would name must stay. */
export function isOutcomeUnknown(error: unknown): boolean {
  const code = String(codeOf(error));
  const isBroken = ["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ER_SERVER_SHUTDOWN"].includes(
    code,
  );
  return isBroken || code.startsWith("SQLITE_IOERR");
}

import pino from "pino";

export type Log = pino.Logger;

/** One JSON line per event on standard error; secrets and personal data are not logged, hence the paths that are cut. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      redact: { paths: ["*.password", "*.token", "*.authorization", "*.cookie"], censor: "[cut]" },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

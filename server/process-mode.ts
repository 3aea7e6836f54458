/** Imported before anything else by the front door: Next and React choose their builds by NODE_ENV as they are loaded. */
export const isDevelopment = process.argv.includes("--dev");

Object.assign(process.env, {
  NODE_ENV: isDevelopment ? "development" : "production",
  // No one asked our customers whether their help desk may report to others.
  NEXT_TELEMETRY_DISABLED: "1",
});

import type { ImportStatus } from "@/graphql/client/graphql";

export const IMPORT_STATUS: Record<ImportStatus, { label: string; color: string }> = {
  PREVIEWING: { label: "Being read", color: "blue" },
  READY: { label: "Not started", color: "yellow" },
  REFUSED: { label: "Refused", color: "red" },
  QUEUED: { label: "Waiting", color: "blue" },
  RUNNING: { label: "Running", color: "blue" },
  DONE: { label: "Finished", color: "green" },
  FAILED: { label: "Stopped", color: "red" },
  CANCELLED: { label: "Cancelled", color: "yellow" },
};

export const UNDONE = { label: "Undone", color: "gray" };

export const amount = (number: number): string => number.toLocaleString("en-GB");

/** `1 customer`, `1,234 customers`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${amount(number)} ${number === 1 ? one : many}`;

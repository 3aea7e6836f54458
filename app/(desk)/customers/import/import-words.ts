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

/** `12.3 kB`: three figures say enough. */
export function sizeWords(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const value = bytes / 1000 ** step;
  return `${value.toLocaleString("en-GB", { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 })} ${units[step]}`;
}

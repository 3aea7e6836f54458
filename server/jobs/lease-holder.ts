import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Where process ids mean the same: this boot of this machine, and on it this container. Elsewhere than on Linux nowhere. */
const place = findPlace();

function findPlace(): string {
  try {
    const parts = [
      hostname(),
      readFileSync("/proc/sys/kernel/random/boot_id", "utf8"),
      readlinkSync("/proc/self/ns/pid"),
    ];
    return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 12);
  } catch {
    return randomBytes(6).toString("hex");
  }
}

/** A name for whoever takes a job: nobody else ever has it, and it tells which process that is. */
export function newLeaseHolder(): string {
  return `${place}.${process.pid}.${randomBytes(6).toString("hex")}`;
}

/** Begins the holders whose processes this one can ask after. */
export const NEIGHBOURS = `${place}.`;

/** Whether the process that took the job is surely dead. What cannot be known is waited for: the lease runs out. */
export function isGone(holder: string): boolean {
  const [where, pid] = holder.split(".");
  if (where !== place) return false;
  try {
    // Signal 0 only asks whether there is such a process.
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH"; // Node's own errors have codes.
  }
}

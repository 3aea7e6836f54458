import { accessSync, constants, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

/** What the databases of one run may come to; a container's own memory folder is often 64 MB. */
const ROOM = 2 * 1024 ** 3;

/** Where tests keep what dies with them: in memory where the system has such a folder with room, for there no database waits for a disk. */
export function quickFolder(): string {
  const memory = "/dev/shm";
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= ROOM ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

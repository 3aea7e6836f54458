import { type FileHandle, mkdir, open } from "node:fs/promises";
import path from "node:path";

/**
 * Returns when a file that was just written would survive a power cut: what it holds, and that its folder has it. `root` is where its
 * storage begins, which may be new as well.
 */
export async function makeDurable(file: string, root: string): Promise<void> {
  // Windows writes out only what was opened for writing.
  await sync(file, "r+");
  await syncFoldersOf(file, root);
}

/** Writes a file and does the same: opened once, which is most of what a short one costs. */
export async function writeDurably(file: string, contents: Uint8Array, root: string): Promise<void> {
  const handle = await openNew(file);
  try {
    await handle.writeFile(contents);
    // The folder has it since it was opened: whoever waits for one of them does not wait for the other.
    await Promise.all([handle.sync(), syncFoldersOf(file, root)]);
  } finally {
    await handle.close();
  }
}

async function openNew(file: string): Promise<FileHandle> {
  try {
    return await open(file, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    await mkdir(path.dirname(file), { recursive: true });
    return open(file, "wx");
  }
}

async function syncFoldersOf(file: string, root: string): Promise<void> {
  const folder = path.dirname(file);
  // Windows opens no folders.
  if (process.platform === "win32") return;
  await syncFolder(folder);
  await syncOnce(folder, root);
}

async function sync(name: string, flags: "r" | "r+"): Promise<void> {
  const handle = await open(name, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const running = new Map<string, Promise<void>>();
const next = new Map<string, Promise<void>>();

/** Many files arrive in one folder at once: those that come while it is being written out share the time after that. */
function syncFolder(folder: string): Promise<void> {
  const waiting = next.get(folder);
  if (waiting) return waiting;
  const before = running.get(folder) ?? Promise.resolve();
  const own = before
    .catch(() => undefined)
    .then(() => {
      next.delete(folder);
      const syncing = sync(folder, "r").catch(unlessUnknown);
      running.set(folder, syncing);
      return syncing;
    });
  next.set(folder, own);
  return own;
}

/** Some file systems, on networks most of all, write out no folders. */
function unlessUnknown(error: NodeJS.ErrnoException): void {
  if (error.code !== "EINVAL" && error.code !== "ENOTSUP") throw error;
}

const known = new Map<string, Promise<void>>();

/** A folder of ours is made once, and so is what it stands in. */
function syncOnce(folder: string, root: string): Promise<void> {
  let syncing = known.get(folder);
  if (!syncing) {
    syncing = syncAbove(root);
    known.set(folder, syncing);
    syncing.catch(() => known.delete(folder));
  }
  return syncing;
}

async function syncAbove(root: string): Promise<void> {
  await syncFolder(root);
  // What holds the storage itself may be a folder that we cannot read, and then somebody has made it for us.
  await syncFolder(path.dirname(root)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EACCES" && error.code !== "EPERM") throw error;
  });
}

import { randomUUID } from "node:crypto";
import { statfs } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import type { Config } from "@/server/config";
import { makeDurable, writeDurably } from "./make-durable";
import { openUnclaimed } from "./unclaimed";

/** Of files that are there before the row which names them: clear-unclaimed.ts knows which table that is in. */
export type ClaimedFolder = "attachments" | "error-files" | "mail" | "mail-pages";
type Folder = "uploads" | ClaimedFolder;

/**
 * Uploads, attachments, raw mail. Names in storage are ours, never a user's: a path of theirs would lead out of the folder. What has been
 * stored survives a power cut, so that a row may promise it.
 */
export interface Files {
  /**
   * Stores a stream under a new name and returns the name. Nothing stays behind when the stream fails. Until it is claimed, whoever
   * clears up takes it for one whose row was never committed: see clear-unclaimed.ts.
   */
  store(folder: ClaimedFolder, contents: Readable): Promise<string>;
  /** Says that rows with these names are committed. */
  claim(names: readonly string[]): Promise<void>;
  /** Names that have been unclaimed since before then. */
  unclaimed(before: Date, most: number): Promise<string[]>;
  /** Under a name of `newName`, for who notes it in a row before the first byte: nothing is to be claimed. */
  storeAs(name: string, contents: Readable): Promise<void>;
  newName(folder: Folder): string;
  /** As `store` does what is in memory already. */
  storeWhole(folder: ClaimedFolder, contents: Uint8Array): Promise<string>;
  read(name: string): Promise<Readable>;
  /** All of it: for what is known to be short. */
  readWhole(name: string): Promise<Buffer>;
  size(name: string): Promise<number>;
  remove(name: string): Promise<void>;
}

export function openFiles(config: Pick<Config, "storageUrl">): Files {
  const location = path.resolve(config.storageUrl.replace(/^file:/, ""));
  const disk = new Disk(new FSDriver({ location, visibility: "private" }));
  const list = openUnclaimed(path.join(location, "unclaimed"));
  const newName = (folder: Folder) => `${folder}/${randomUUID()}`;
  const remove = async (name: string) => {
    await disk.delete(name);
    await list.strike(name);
  };
  const putStream = async (name: string, contents: Readable) => {
    await disk.putStream(name, contents);
    await makeDurable(path.join(location, name), location);
  };
  const put = async (name: string, write: (name: string) => Promise<void>) => {
    try {
      await write(name);
    } catch (error) {
      const isFull = await hasNoRoom(path.join(location, path.dirname(name)));
      await remove(name).catch(() => undefined);
      throw isFull
        ? Object.assign(new Error("ENOSPC: the storage is full", { cause: error }), { code: "ENOSPC" })
        : error;
    }
    return name;
  };
  const putUnclaimed = (folder: ClaimedFolder, write: (name: string) => Promise<void>) =>
    put(newName(folder), async (name) => {
      // First: killed in between, we would leave a file that nobody knows of.
      await list.add(name);
      await write(name);
    });
  return {
    newName,
    storeAs: async (name, contents) => void (await put(name, () => putStream(name, contents))),
    store: (folder, contents) => putUnclaimed(folder, (name) => putStream(name, contents)),
    storeWhole: (folder, contents) =>
      putUnclaimed(folder, (name) => writeDurably(path.join(location, name), contents, location)),
    // What cannot be struck off now is looked up later, and struck off then.
    claim: async (names) => void (await Promise.allSettled(names.map(list.strike))),
    unclaimed: list.since,
    read: (name) => disk.getStream(name),
    readWhole: async (name) => Buffer.concat(await (await disk.getStream(name)).toArray()),
    size: async (name) => (await disk.getMetaData(name)).contentLength,
    remove,
  };
}

/** The library answers a full disk with the end of its stream, without the reason. */
async function hasNoRoom(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined);
  return found !== undefined && found.bavail * found.bsize < 256 * 1024;
}

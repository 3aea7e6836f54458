import { randomUUID } from "node:crypto";
import { statfs } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import type { Config } from "@/server/config";

type Folder = "uploads" | "attachments" | "mail" | "mail-pages";

/** Uploads, attachments, raw mail. Names in storage are ours, never a user's: a path of theirs would lead out of the folder. */
export interface Files {
  /** Stores a stream under a new name and returns the name. Nothing stays behind when the stream fails. */
  store(folder: Folder, contents: Readable): Promise<string>;
  /** The same under a name of `newName`, for who must know it before the first byte. */
  storeAs(name: string, contents: Readable): Promise<void>;
  newName(folder: Folder): string;
  /** The same for what is in memory already. */
  storeWhole(folder: "attachments" | "mail" | "mail-pages", contents: Uint8Array): Promise<string>;
  read(name: string): Promise<Readable>;
  /** All of it: for what is known to be short. */
  readWhole(name: string): Promise<Buffer>;
  size(name: string): Promise<number>;
  remove(name: string): Promise<void>;
}

export function openFiles(config: Pick<Config, "storageUrl">): Files {
  const location = path.resolve(config.storageUrl.replace(/^file:/, ""));
  const disk = new Disk(new FSDriver({ location, visibility: "private" }));
  const newName = (folder: Folder) => `${folder}/${randomUUID()}`;
  const put = async (name: string, write: (name: string) => Promise<void>) => {
    try {
      await write(name);
    } catch (error) {
      const isFull = await hasNoRoom(path.join(location, path.dirname(name)));
      await disk.delete(name).catch(() => undefined);
      throw isFull
        ? Object.assign(new Error("ENOSPC: the storage is full", { cause: error }), { code: "ENOSPC" })
        : error;
    }
    return name;
  };
  return {
    newName,
    storeAs: async (name, contents) => void (await put(name, () => disk.putStream(name, contents))),
    store: (folder, contents) => put(newName(folder), (name) => disk.putStream(name, contents)),
    storeWhole: (folder, contents) => put(newName(folder), (name) => disk.put(name, contents)),
    read: (name) => disk.getStream(name),
    readWhole: async (name) => Buffer.concat(await (await disk.getStream(name)).toArray()),
    size: async (name) => (await disk.getMetaData(name)).contentLength,
    remove: (name) => disk.delete(name),
  };
}

/** The library answers a full disk with the end of its stream, without the reason. */
async function hasNoRoom(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined);
  return found !== undefined && found.bavail * found.bsize < 256 * 1024;
}

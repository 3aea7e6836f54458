import { randomUUID } from "node:crypto";
import { statfs } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import type { Config } from "@/server/config";

/** Uploads, attachments, raw mail. Names in storage are ours, never a user's: a path of theirs would lead out of the folder. */
export interface Files {
  /** Stores a stream under a new name and returns the name. Nothing stays behind when the stream fails. */
  store(folder: "uploads" | "attachments" | "mail", contents: Readable): Promise<string>;
  read(name: string): Promise<Readable>;
  size(name: string): Promise<number>;
  remove(name: string): Promise<void>;
}

export function openFiles(config: Pick<Config, "storageUrl">): Files {
  const location = path.resolve(config.storageUrl.replace(/^file:/, ""));
  const disk = new Disk(new FSDriver({ location, visibility: "private" }));
  return {
    async store(folder, contents) {
      const name = `${folder}/${randomUUID()}`;
      try {
        await disk.putStream(name, contents);
      } catch (error) {
        const isFull = await hasNoRoom(path.join(location, folder));
        await disk.delete(name).catch(() => undefined);
        throw isFull
          ? Object.assign(new Error("ENOSPC: the storage is full", { cause: error }), { code: "ENOSPC" })
          : error;
      }
      return name;
    },
    read: (name) => disk.getStream(name),
    size: async (name) => (await disk.getMetaData(name)).contentLength,
    remove: (name) => disk.delete(name),
  };
}

/** The library answers a full disk with the end of its stream, without the reason. */
async function hasNoRoom(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined);
  return found !== undefined && found.bavail * found.bsize < 256 * 1024;
}

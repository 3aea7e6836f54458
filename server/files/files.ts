import { randomUUID } from "node:crypto";
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
  const disk = new Disk(
    new FSDriver({ location: path.resolve(config.storageUrl.replace(/^file:/, "")), visibility: "private" }),
  );
  return {
    async store(folder, contents) {
      const name = `${folder}/${randomUUID()}`;
      try {
        await disk.putStream(name, contents);
      } catch (error) {
        await disk.delete(name).catch(() => undefined);
        throw error;
      }
      return name;
    },
    read: (name) => disk.getStream(name),
    size: async (name) => (await disk.getMetaData(name)).contentLength,
    remove: (name) => disk.delete(name),
  };
}

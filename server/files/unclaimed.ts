import { mkdir, opendir, stat, unlink, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * The list of stored files that no row names yet: an empty file for each, so that a process which is killed leaves word of what
 * it has left. It need not survive a power cut: what comes of one is a file too many.
 */
export function openUnclaimed(folder: string) {
  const markOf = (name: string): string => path.join(folder, name.replace("/", "."));
  return {
    add: async (name: string): Promise<void> => {
      try {
        await writeFile(markOf(name), "");
      } catch (error) {
        if (!isMissing(error)) throw error;
        await mkdir(folder, { recursive: true });
        await writeFile(markOf(name), "");
      }
    },
    strike: async (name: string): Promise<void> => {
      await unlink(markOf(name)).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },
    /** Names that have stood there since before then. */
    since: async (before: Date, most: number): Promise<string[]> => {
      const names: string[] = [];
      for (const mark of await marksIn(folder)) {
        const found = await stat(path.join(folder, mark)).catch(() => undefined);
        if (found && found.mtime < before) names.push(mark.replace(".", "/"));
        if (names.length === most) break;
      }
      return names;
    },
  };
}

/** What is being stored at this moment, and what was left: few. */
async function marksIn(folder: string): Promise<string[]> {
  try {
    const marks: string[] = [];
    for await (const { name } of await opendir(folder)) marks.push(name);
    return marks;
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

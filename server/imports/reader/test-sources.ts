import type { FileSource } from "./file-source";

/** A file in chunks whose cuts fall anywhere, in the middle of characters and line ends too. */
export function inPieces(content: string | Uint8Array, size: number): FileSource {
  const bytes = Buffer.from(content);
  return {
    open: async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

/** All that an iteration gives; `Array.fromAsync` is not on Node 20. */
export async function collect<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of iterable) all.push(one);
  return all;
}

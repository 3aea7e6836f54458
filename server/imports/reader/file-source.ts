/** The bytes of one stored file, which can be opened as often as needed: once to look, once to preview, once to import. */
export interface FileSource {
  /** In bytes, where it is known: the whole of a progress bar. */
  size?: number;
  open(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** A file that is in memory already: an example, a test, a paste. */
export function sourceOf(content: string | Uint8Array): FileSource {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return {
    size: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
}

/** The first `length` bytes, or all of a shorter file; the rest is not read. */
export async function readHead(source: FileSource, length: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await source.open()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  return Buffer.concat(chunks).subarray(0, length);
}

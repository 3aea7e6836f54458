import PostalMime, { type Email, type PostalMimeOptions } from "postal-mime";
import { tellingBytes, textOfBytes } from "./charset";
import { wordsInUtf8 } from "./encoded-words";

/** A header's value and its parameters. */
interface Structured {
  parsed?: { value: string | false; params: Record<string, string> };
}

interface Part {
  state: "header" | "body" | "finished";
  headers: { key: string; value: string }[];
  contentType: Structured;
  contentDisposition: Structured;
  contentTransferEncoding: { encoding?: string };
  contentDecoder: false | { decoder?: TextDecoder };
  content: ArrayBuffer | Uint8Array | null;
  childNodes: Part[];
}

/** What of postal-mime's own workings is built on here: its version is pinned, and the tests of this file tell when they change. */
interface Workings extends PostalMime {
  root: Part;
  currentNode: Part;
  processLine(line: Uint8Array, isFinal: boolean): Promise<void>;
  processNodeTree(): Promise<void>;
}

const Base = PostalMime as unknown as new (options: PostalMimeOptions) => Workings; // See Workings.

/** As postal-mime parses a mail, but for the charsets: it believes every label, and takes what has none for UTF-8. */
class MimeParser extends Base {
  readonly #raw: Buffer;
  #telling: Buffer | undefined;

  constructor(raw: Buffer, options: PostalMimeOptions) {
    super(options);
    this.#raw = raw;
  }

  override async processLine(line: Uint8Array, isFinal: boolean): Promise<void> {
    const part = this.currentNode;
    if (part.state === "header") {
      await super.processLine(isPlain(line) ? line : this.#headerInUtf8(line), isFinal);
      // It reads quoted-printable lines in the charset of what they stand for.
      const decoder = part.contentDecoder || undefined;
      if (decoder?.decoder) decoder.decoder = new TextDecoder();
      return;
    }
    const isQuoted = part.contentTransferEncoding.encoding === "quoted-printable" && line.length <= MAX_QUOTED;
    await super.processLine(isQuoted && !isPlain(line) ? escaped(line) : line, isFinal);
  }

  override async processNodeTree(): Promise<void> {
    inUtf8(this.root);
    for (const header of this.root.headers) header.value = wordsInUtf8(header.value);
    await super.processNodeTree();
  }

  /** Raw bytes in a head are in the charset of the text below, or in that of the other raw bytes of the mail. */
  #headerInUtf8(line: Uint8Array): Uint8Array {
    this.#telling ??= tellingBytes(this.#raw);
    return Buffer.from(textOfBytes(line, labelIn(this.#raw), this.#telling));
  }
}

/** Parses a mail. @throws when it is nested too deep or its head is too long */
export const parseMime = (raw: Buffer, options: PostalMimeOptions): Promise<Email> =>
  new MimeParser(raw, options).parse(raw);

const LABEL = /charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/i;

const labelIn = (raw: Uint8Array, bytes = 64 * 1024): string | undefined =>
  LABEL.exec(Buffer.from(raw.subarray(0, bytes)).toString("latin1"))?.[1];

function inUtf8(part: Part): void {
  const type = part.contentType.parsed;
  const disposition = part.contentDisposition.parsed;
  for (const params of [type?.params, disposition?.params]) {
    for (const name of ["name", "filename"]) if (params?.[name]) params[name] = wordsInUtf8(params[name]);
  }
  if (type && part.content && READ.has(type.value || "")) {
    const bytes = new Uint8Array(part.content);
    const label = type.params.charset || (type.value === "text/html" ? labelIn(bytes, 4096) : undefined);
    part.content = Buffer.from(textOfBytes(bytes, label));
    type.params.charset = "utf-8";
  }
  for (const child of part.childNodes) inUtf8(child);
}

/** Whatever postal-mime reads as text. */
const READ = new Set(["text/plain", "text/html", "text/calendar", "application/ics"]);

const ESCAPE = 0x1b;

function isPlain(line: Uint8Array): boolean {
  for (const byte of line) if (byte >= 0x80 || byte === ESCAPE) return false;
  return true;
}

/** Lines of quoted-printable text have 76 characters. One of megabytes would be taken apart byte by byte. */
const MAX_QUOTED = 64 * 1024;
const HEX = Buffer.from("0123456789ABCDEF");

/** Bytes that stand in quoted-printable text as they are. */
function escaped(line: Uint8Array): Uint8Array {
  const text = Buffer.alloc(line.length * 3);
  let end = 0;
  for (const byte of line) {
    if (byte < 0x80 && byte !== ESCAPE) text[end++] = byte;
    else {
      text[end++] = 0x3d;
      text[end++] = HEX[byte >> 4] ?? 0;
      text[end++] = HEX[byte & 15] ?? 0;
    }
  }
  return text.subarray(0, end);
}

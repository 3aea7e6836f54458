import iconv from "iconv-lite";
import { FileRefused } from "./refusal";

/** What a file may be switched to by hand. The first four are also detected. */
export const encodingLabels = {
  "utf-8": "Unicode (UTF-8)",
  "utf-16le": "Unicode (UTF-16LE)",
  "utf-16be": "Unicode (UTF-16BE)",
  "windows-1252": "Western European (Windows-1252)",
  "windows-1250": "Central European (Windows-1250)",
  "windows-1251": "Cyrillic (Windows-1251)",
  macintosh: "Western European (Mac OS Roman)",
  shift_jis: "Japanese (Shift_JIS)",
  gb18030: "Chinese, simplified (GB18030)",
  big5: "Chinese, traditional (Big5)",
  "euc-kr": "Korean (EUC-KR)",
} as const;

export type Encoding = keyof typeof encodingLabels;

export function isEncoding(name: string): name is Encoding {
  return Object.hasOwn(encodingLabels, name);
}

export interface Decoder {
  write(bytes: Uint8Array): string;
  /** What was left over; refuses a file that ends in the middle of a character. */
  end(): string;
}

/** Decodes a stream of bytes and refuses, with `FileRefused`, what the encoding does not define. */
export function createDecoder(encoding: Encoding): Decoder {
  return encoding.startsWith("utf-") ? unicodeDecoder(encoding) : legacyDecoder(encoding);
}

function unicodeDecoder(encoding: Encoding): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let isFirst = true;
  const decode = (bytes?: Uint8Array) => {
    try {
      const text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
      if (text === "" || !isFirst) return text;
      isFirst = false;
      return text.startsWith("\ufeff") ? text.slice(1) : text;
    } catch {
      throw notIn(encoding);
    }
  };
  return { write: decode, end: () => decode() };
}

/**
 * Node's TextDecoder reads 0x80 to 0x9F of Windows-1252 as control characters (seen on 20.20: no euro sign, no curly
 * quotes), so the older encodings go through iconv-lite, which marks every undefined byte as U+FFFD. None of these
 * encodings is used to write U+FFFD on purpose, so that mark is taken as the error that it is.
 */
function legacyDecoder(encoding: Encoding): Decoder {
  const decoder = iconv.getDecoder(encoding);
  const checked = (text: string) => {
    if (text.includes("\ufffd")) throw notIn(encoding);
    return text;
  };
  return {
    write: (bytes) => checked(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))),
    end: () => checked(decoder.end() ?? ""),
  };
}

function notIn(encoding: Encoding): FileRefused {
  return new FileRefused(
    "encoding",
    `This file cannot be read as ${encodingLabels[encoding]}. Choose another encoding, or save it as CSV UTF-8 and upload it again.`,
  );
}

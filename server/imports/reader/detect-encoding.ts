import { analyse } from "chardet";
import { type Encoding, encodingLabels, isEncoding } from "./encodings";
import { type FileSource, readHead } from "./file-source";
import { FileRefused } from "./refusal";
import { binaryFile } from "./refuse-binary";
import { type ByteScan, scanBytes } from "./scan-bytes";

export const HEAD_BYTES = 64 * 1024;

/**
 * Finds the encoding in which the whole file is certain to be readable, in one pass of constant memory. A byte order
 * mark or the NUL pattern of UTF-16 decides at once; otherwise every byte is looked at, because a file may be plain
 * ASCII for a gigabyte and show its first accent in the last line.
 */
export async function detectEncoding(source: FileSource): Promise<Encoding> {
  const head = await readHead(source, HEAD_BYTES);
  const hasUtf8Mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const utf16 = hasUtf8Mark ? undefined : detectUtf16(head);
  if (utf16) return utf16;

  const scan = await scanBytes(source);
  if (scan.hasNul) throw binaryFile();
  if (scan.malformed === 0) return "utf-8";
  // In Windows-1252 text hardly any pair of bytes happens to be valid UTF-8. Many that are, and a few that are not, is
  // UTF-8 that was damaged, cut off or glued together, and Windows-1252 would garble all of its accents.
  if (hasUtf8Mark || scan.multibyte > scan.malformed) throw damagedUtf8(scan);
  if (scan.undefinedIn1252 > 0) throw notWestern(scan);
  return "windows-1252";
}

/** UTF-16 by its mark or, without one, by zeros that stand on one side of the byte pairs only. */
function detectUtf16(head: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";

  const pairs = head.length >> 1;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) evenZeros += 1;
    if (head[at + 1] === 0) oddZeros += 1;
  }
  // Delimiters, line ends, digits and addresses are ASCII in any script, so one pair in twenty at least has a zero;
  // characters such as U+0100 put a few on the other side.
  const enough = Math.max(1, pairs / 20);
  if (oddZeros >= enough && evenZeros <= oddZeros / 20) return "utf-16le";
  if (evenZeros >= enough && oddZeros <= evenZeros / 20) return "utf-16be";
  return undefined;
}

function damagedUtf8(scan: ByteScan): FileRefused {
  return new FileRefused(
    "encoding",
    `Most of this file is UTF-8, but line ${scan.firstMalformedLine} is not: it may be damaged, cut off, or put together from several files. ` +
      "Save it again as CSV UTF-8, or choose its encoding by hand.",
  );
}

/** Windows-1252 leaves 81, 8D, 8F, 90 and 9D undefined: whoever wrote them meant another encoding. */
function notWestern(scan: ByteScan): FileRefused {
  const guess = analyse(scan.nonAsciiSample)
    .map((match) => match.name.toLowerCase())
    .find((name): name is Encoding => isEncoding(name) && name !== "utf-8" && name !== "windows-1252");
  return new FileRefused(
    "encoding",
    `The characters of this file are neither UTF-8 nor Windows-1252 (line ${scan.firstUndefinedLine}).` +
      `${guess ? ` It looks like ${encodingLabels[guess]}.` : ""} Choose its encoding by hand, or save it again as CSV UTF-8.`,
  );
}

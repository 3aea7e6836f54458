import { detectDelimiter } from "./detect-delimiter";
import { detectEncoding, HEAD_BYTES } from "./detect-encoding";
import { createDecoder, type Encoding } from "./encodings";
import { type FileSource, readHead } from "./file-source";
import { readBatches } from "./read-records";
import type { FileFormat } from "./record-limit";
import { FileRefused } from "./refusal";
import { refuseBinary } from "./refuse-binary";

export interface InspectedFile extends FileFormat {
  /** Column names in the order of the file; the same name may occur twice. */
  header: string[];
}

/** What the user chose in the place of what would be detected. */
export interface FormatChoices {
  encoding?: Encoding;
  delimiter?: string;
}

/** Finds out how a file is to be read, and refuses one that cannot be imported at all. Reads it once, holds its head. */
export async function inspectFile(source: FileSource, choices: FormatChoices = {}): Promise<InspectedFile> {
  const head = await readHead(source, HEAD_BYTES);
  refuseBinary(head);
  const encoding = choices.encoding ?? (await detectEncoding(source));
  // Not ended, because the head may stop in the middle of a character.
  const detected = detectDelimiter(createDecoder(encoding).write(head));
  const delimiter = choices.delimiter ?? detected.delimiter;
  if (!/^[^"\r\n]$/.test(delimiter)) {
    throw new FileRefused("mapping", "A delimiter is one character, for example a comma. Choose another one.");
  }
  const format: FileFormat = { encoding, delimiter, hasSeparatorLine: detected.hasSeparatorLine };
  return { ...format, header: await readHeader(source, format) };
}

async function readHeader(source: FileSource, format: FileFormat): Promise<string[]> {
  for await (const { header, records } of readBatches(source, format, { batchSize: 1 })) {
    if (records.length > 0) return header;
  }
  throw new FileRefused(
    "headerOnly",
    "This file has column names but no rows below them. Add a line for each customer and upload it again.",
  );
}

/** Why a file was refused, for a screen that offers the matching way out (another encoding, another mapping). */
export type RefusalCode = "binary" | "empty" | "headerOnly" | "encoding" | "quote" | "limit" | "mapping";

/** A file that cannot be imported as it is. The message is for the person who chose it and says what to do. */
export class FileRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = "FileRefused";
  }
}

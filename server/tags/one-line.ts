/** Half a character reads differently on each database, and a NUL ends the text for some readers of it. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd").replaceAll("\0", "");

/** Text for one line: no breaks, no control characters, no doubled spaces. */
export const oneLine = (text: string): string =>
  wellFormed(text)
    .normalize("NFC")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();

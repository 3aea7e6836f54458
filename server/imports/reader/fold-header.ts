/** The form in which column names are compared: "E-Mail", "e_mail" and " E mail: " are one; so are attribute names. */
export function foldHeader(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Pd}_.:*'’"\ufeff]+/gu, "");
}

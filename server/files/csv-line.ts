import { neutraliseCell } from "@/server/imports/reader/neutralise-cell";

/** Excel takes a CSV file for UTF-8 only with this at its beginning; the import takes it off again. */
export const BYTE_ORDER_MARK = "\ufeff";

/** One line of a CSV file for people and spreadsheets: quoted where needed, formulas made harmless (PRODUCT 5.6). */
export function csvLine(cells: readonly string[], delimiter = ","): string {
  const line = cells.map((cell) => quoted(neutraliseCell(cell), delimiter)).join(delimiter);
  return `${line}\r\n`;
}

function quoted(cell: string, delimiter: string): string {
  // Spaces at either end stay only within quotes.
  const needsQuotes = /["\r\n]|^\s|\s$/.test(cell) || cell.includes(delimiter);
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}

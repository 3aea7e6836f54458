/** A spreadsheet takes a cell that begins like this for a formula, which can read other cells and send them away. */
const formulaStart = /^[=+\-@\t\r]/;

/** Phone numbers and plain figures begin with + or - too, and harm nobody. */
const phoneLike = /^[+-]?[\d ().-]+$/;

/**
 * Apostrophes in front are looked through: were `'=x` exported as it is, its import would take a formula's apostrophe
 * off and make `=x` of it.
 */
function isFormula(text: string): boolean {
  const core = text.startsWith("'") ? text.replace(/^'+/, "") : text;
  return formulaStart.test(core) && !phoneLike.test(core);
}

/** A cell for export: an apostrophe before what a spreadsheet would run, anything else as it is. */
export function neutraliseCell(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

/** A cell from an import: takes off the apostrophe that `neutraliseCell` puts there, and no other. */
export function restoreCell(text: string): string {
  return text.startsWith("'") && isFormula(text) ? text.slice(1) : text;
}

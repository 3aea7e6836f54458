import { isReservedName } from "@/server/customers/reserved-attribute-names";
import { shortened } from "@/server/shortened";
import { errorHeader, fieldAliases, type ImportField } from "./field-aliases";
import { foldHeader } from "./fold-header";
import { FileRefused } from "./refusal";

export type ColumnTarget =
  | { kind: "field"; field: ImportField }
  | { kind: "attribute"; name: string }
  | { kind: "newAttribute"; name: string }
  | { kind: "ignored" };

/** Where the cells of one column go. Columns are told apart by `index`: two may have the same header. */
export interface ColumnMapping {
  header: string;
  /** From 0. */
  index: number;
  target: ColumnTarget;
}

export interface MapColumnsOptions {
  /** Names of all attribute definitions, `role` and `department` among them. */
  attributes: readonly string[];
  /** Make attributes of the columns that match nothing. */
  createAttributes?: boolean;
}

/** Finds what each column fills: our own names first, then attributes, then the names that other programs use. */
export function mapColumns(headers: readonly string[], options: MapColumnsOptions): ColumnMapping[] {
  const targets = new Map<number, ColumnTarget>();
  const take = (key: string, target: ColumnTarget) => {
    const index = headers.findIndex((header, at) => !targets.has(at) && foldHeader(header) === key);
    if (index >= 0) targets.set(index, target);
    return index >= 0;
  };

  const attributes = new Map(options.attributes.map((name) => [foldHeader(name), name]));
  const aliases = [...fieldAliases].flatMap(([name, [own = name, ...others]]) => {
    const target = targetOf(name, attributes);
    return target ? [{ target, own, others }] : [];
  });
  const open = aliases.filter(({ target, own }) => !take(foldHeader(own), target));
  const openAttributes = [...attributes].filter(([key]) => !aliases.some(({ own }) => foldHeader(own) === key));
  for (const [key, name] of openAttributes) take(key, { kind: "attribute", name });
  for (const { target, others } of open) others.some((alias) => take(foldHeader(alias), target));
  if (options.createAttributes) {
    for (const [index, name] of newAttributes(headers, targets)) targets.set(index, { kind: "newAttribute", name });
  }
  return headers.map((header, index) => ({ header, index, target: targets.get(index) ?? { kind: "ignored" } }));
}

function targetOf(
  name: ImportField | "role" | "department",
  attributes: Map<string, string>,
): ColumnTarget | undefined {
  if (name !== "role" && name !== "department") return { kind: "field", field: name };
  const attribute = attributes.get(name);
  return attribute === undefined ? undefined : { kind: "attribute", name: attribute };
}

/** The first column of each name that is left, unless the name is reserved or already filled by another column. */
function newAttributes(headers: readonly string[], targets: ReadonlyMap<number, ColumnTarget>): Map<number, string> {
  const names = new Map<number, string>();
  const taken = new Set([...targets.keys()].map((index) => foldHeader(headers[index] ?? "")));
  headers.forEach((header, index) => {
    const key = foldHeader(header);
    if (targets.has(index) || key === "" || taken.has(key) || isReservedName(header)) return;
    taken.add(key);
    names.set(index, header.trim());
  });
  return names;
}

/** The columns that fill nothing and that the user should know of: all but our own error column. */
export function unmappedColumns(mapping: readonly ColumnMapping[]): ColumnMapping[] {
  return mapping.filter(({ header, target }) => target.kind === "ignored" && foldHeader(header) !== errorHeader);
}

/** A column's name on screen; one that is empty or occurs twice is told apart by its number. */
export function columnLabel(headers: readonly string[], index: number): string {
  const header = (headers[index] ?? "").trim();
  if (header === "") return `column ${index + 1} (no name)`;
  const isOnly = headers.filter((other) => foldHeader(other) === foldHeader(header)).length === 1;
  return isOnly ? header : `${header} (column ${index + 1})`;
}

/** Stops an import that could recognise nobody, and says which columns it has seen. */
export function requireIdentifier(mapping: readonly ColumnMapping[]): void {
  const hasIdentifier = mapping.some(
    ({ target }) => target.kind === "field" && (target.field === "email" || target.field === "mobile"),
  );
  if (hasIdentifier) return;
  const headers = mapping.map(({ header }) => header);
  const named = headers.slice(0, 20).map((_, index) => `“${shortened(columnLabel(headers, index), 60)}”`);
  const more = headers.length - named.length;
  throw new FileRefused(
    "mapping",
    `No column is called email or mobile. The columns found are: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}. ` +
      "Choose which of them holds the e-mail address or the mobile number, or check that the first line has the column names.",
  );
}

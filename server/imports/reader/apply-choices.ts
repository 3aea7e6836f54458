import { isReservedName } from "@/server/customers/reserved-attribute-names";
import { foldHeader } from "./fold-header";
import { type ColumnMapping, type ColumnTarget, columnLabel } from "./map-columns";
import { FileRefused } from "./refusal";

/** What a user chose for one column in the place of what was found. */
export interface ColumnChoice {
  index: number;
  target: ColumnTarget;
}

/** Lays the user's choices over the mapping. A column that filled what is now chosen for another one is left out. */
export function applyChoices(
  mapping: readonly ColumnMapping[],
  choices: readonly ColumnChoice[],
  attributes: readonly string[],
): ColumnMapping[] {
  const headers = mapping.map(({ header }) => header);
  const chosen = new Map<number, ColumnTarget>();
  const columnOf = new Map<string, number>();
  for (const { index, target } of choices) {
    if (!mapping[index]) throw refused(`The file has no column ${index + 1}. Choose its columns again.`);
    if (chosen.has(index)) throw refused(`“${columnLabel(headers, index)}” is mapped twice. Choose one.`);
    const checked = checkedTarget(target, attributes);
    chosen.set(index, checked);
    const key = targetKey(checked);
    if (key === undefined) continue;
    const other = columnOf.get(key);
    if (other !== undefined) {
      throw refused(
        `“${columnLabel(headers, other)}” and “${columnLabel(headers, index)}” fill the same field. Choose one of them.`,
      );
    }
    columnOf.set(key, index);
  }
  return mapping.map((column) => {
    const target = chosen.get(column.index);
    if (target) return { ...column, target };
    const key = targetKey(column.target);
    return key !== undefined && columnOf.has(key) ? { ...column, target: { kind: "ignored" } } : column;
  });
}

/** A new attribute that exists by now is that attribute; one that may not exist is refused. */
function checkedTarget(target: ColumnTarget, attributes: readonly string[]): ColumnTarget {
  if (target.kind !== "attribute" && target.kind !== "newAttribute") return target;
  const name = attributes.find((attribute) => foldHeader(attribute) === foldHeader(target.name));
  if (name !== undefined) return { kind: "attribute", name };
  if (target.kind === "attribute")
    throw refused(`There is no attribute “${target.name}”. Choose another, or make it new.`);
  if (foldHeader(target.name) === "") throw refused("An attribute needs a name. Give the column one, or leave it out.");
  if (isReservedName(target.name))
    throw refused(`“${target.name}” is a name that Deskfolk uses itself. Choose another name.`);
  return { kind: "newAttribute", name: target.name.trim() };
}

/** Two columns with one key would overwrite each other. */
function targetKey(target: ColumnTarget): string | undefined {
  if (target.kind === "ignored") return undefined;
  return target.kind === "field" ? `field ${target.field}` : `attribute ${foldHeader(target.name)}`;
}

const refused = (message: string) => new FileRefused("mapping", message);

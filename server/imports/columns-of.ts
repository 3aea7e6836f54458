import type { AttributeDefinition } from "@/server/customers/attribute-definition.entity";
import { attributeKey } from "@/server/customers/attribute-definitions";
import type { ImportField } from "./reader/field-aliases";
import { type ColumnMapping, columnLabel } from "./reader/map-columns";

interface FoundColumn {
  index: number;
  /** The column's name in messages. */
  label: string;
}

/** The mapping turned round: where the cells of each field and attribute are. */
export interface FilledColumns {
  fields: Partial<Record<ImportField, FoundColumn>>;
  attributes: (FoundColumn & { name: string })[];
  /** Definitions of these attributes alone, as few as the file fills. */
  definitions: AttributeDefinition[];
}

export function filledColumns(
  mapping: readonly ColumnMapping[],
  definitions: readonly AttributeDefinition[],
): FilledColumns {
  const headers = mapping.map((column) => column.header);
  const filled: FilledColumns = { fields: {}, attributes: [], definitions: [] };
  const byKey = new Map(definitions.map((definition) => [definition.nameKey, definition]));
  mapping.forEach(({ index, target }, at) => {
    const found = { index, label: columnLabel(headers, at) };
    if (target.kind === "field") filled.fields[target.field] = found;
    if (target.kind !== "attribute" && target.kind !== "newAttribute") return;
    const definition = byKey.get(attributeKey(target.name));
    if (definition === undefined) return;
    filled.attributes.push({ ...found, name: definition.name });
    filled.definitions.push(definition);
  });
  return filled;
}

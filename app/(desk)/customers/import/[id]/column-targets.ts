import type { ImportColumnInput } from "@/graphql/client/graphql";
import type { ChoicesOfPage, ColumnOfPage } from "./import.document";

/** A column's target as the value of a select: `field:email`, `attribute:Role`, `new:Region` or `out`. */
export type TargetValue = string;

export const LEFT_OUT: TargetValue = "out";

export function targetValue({ target, field, attribute }: ColumnOfPage): TargetValue {
  if (target === "FIELD" && field) return `field:${field}`;
  if (target === "ATTRIBUTE" && attribute) return `attribute:${attribute}`;
  if (target === "NEW_ATTRIBUTE" && attribute) return `new:${attribute}`;
  return LEFT_OUT;
}

/** What the select of one column offers. */
export function targetOptions(column: ColumnOfPage, choices: ChoicesOfPage, attributes: readonly string[]) {
  // A definition that a colleague has renamed meanwhile is still what the column fills.
  const own = column.target === "ATTRIBUTE" && column.attribute ? [column.attribute] : [];
  const newName = column.target === "NEW_ATTRIBUTE" ? column.attribute : column.header.trim();
  return [
    { group: "Fields", items: choices.fields.map(({ name, label }) => ({ value: `field:${name}`, label })) },
    {
      group: "Attributes",
      items: [...new Set([...attributes, ...own])].map((name) => ({ value: `attribute:${name}`, label: name })),
    },
    {
      group: "Other",
      items: [
        ...(newName ? [{ value: `new:${newName}`, label: `New attribute “${newName}”` }] : []),
        { value: LEFT_OUT, label: "Leave out" },
      ],
    },
  ];
}

/**
 * The columns as they stand after one was changed. What a field or attribute gets comes from one column only, so another
 * that had it is left out.
 */
export function withTarget(
  edits: ReadonlyMap<number, TargetValue>,
  columns: readonly ColumnOfPage[],
  index: number,
  value: TargetValue,
): ReadonlyMap<number, TargetValue> {
  const next = new Map(edits).set(index, value);
  if (value === LEFT_OUT) return next;
  for (const column of columns) {
    const current = edits.get(column.index) ?? targetValue(column);
    if (column.index !== index && current === value) next.set(column.index, LEFT_OUT);
  }
  return next;
}

/** What was chosen by hand, now or before; every other column follows its header. */
export function chosenColumns(
  edits: ReadonlyMap<number, TargetValue>,
  columns: readonly ColumnOfPage[],
): ImportColumnInput[] {
  return columns
    .filter((column) => column.isChosen || edits.has(column.index))
    .map((column) => columnInput(column.index, edits.get(column.index) ?? targetValue(column)));
}

function columnInput(index: number, value: TargetValue): ImportColumnInput {
  const name = value.slice(value.indexOf(":") + 1);
  if (value.startsWith("field:")) return { index, target: "FIELD", field: name };
  if (value.startsWith("attribute:")) return { index, target: "ATTRIBUTE", attribute: name };
  if (value.startsWith("new:")) return { index, target: "NEW_ATTRIBUTE", attribute: name };
  return { index, target: "IGNORED" };
}

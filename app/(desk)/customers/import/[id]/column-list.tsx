"use client";

import { NativeSelect, Text } from "@mantine/core";
import { type TargetValue, targetOptions, targetValue } from "./column-targets";
import type { ChoicesOfPage, ColumnOfPage } from "./import.document";
import classes from "./import.module.css";

export interface ColumnListProps {
  columns: ColumnOfPage[];
  choices: ChoicesOfPage;
  attributes: string[];
  edits: ReadonlyMap<number, TargetValue>;
  isDisabled: boolean;
  onChange: (index: number, value: TargetValue) => void;
}

/** Each column with its first cells and the field or attribute that it fills. */
export function ColumnList({ columns, choices, attributes, edits, isDisabled, onChange }: ColumnListProps) {
  return (
    <ul className={classes.columns}>
      {columns.map((column) => (
        <li key={column.index} className={classes.column}>
          <div className={classes.columnName}>
            <Text fw={500}>{column.label}</Text>
            <Text className={classes.samples} lineClamp={1}>
              {column.samples.length > 0 ? column.samples.slice(0, 3).join("  ·  ") : "Empty in the first rows"}
            </Text>
          </div>
          <NativeSelect
            aria-label={`What the column ${column.label} fills`}
            data={targetOptions(column, choices, attributes)}
            value={edits.get(column.index) ?? targetValue(column)}
            onChange={(event) => onChange(column.index, event.currentTarget.value)}
            disabled={isDisabled}
          />
        </li>
      ))}
    </ul>
  );
}

"use client";

import { TextInput } from "@mantine/core";
import { useEffect, useRef } from "react";

interface DayFilterProps {
  label: string;
  /** `2026-11-23`. */
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

/** While one types a year, 2 and 20 and 202 are dates as well: the pause tells when it is the one that was meant. In milliseconds. */
const PAUSE = 700;

/** A day to filter by. What stands in the field is the browser's to keep while one types: half a date is no date yet. */
export function DayFilter({ label, value, onChange }: DayFilterProps) {
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (field.current && field.current !== document.activeElement) field.current.value = value ?? "";
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = (typed: string) => {
    clearTimeout(timer.current);
    const day = typed || undefined;
    if (day !== value) onChange(day);
  };
  return (
    <TextInput
      ref={field}
      type="date"
      label={label}
      defaultValue={value ?? ""}
      max="9999-12-31"
      onChange={(event) => {
        const typed = event.currentTarget.value;
        clearTimeout(timer.current);
        if (typed === "" || typed >= "1900") timer.current = setTimeout(() => apply(typed), PAUSE);
      }}
      onBlur={(event) => apply(event.currentTarget.value)}
    />
  );
}

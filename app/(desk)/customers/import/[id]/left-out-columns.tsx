"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { counted } from "../import-words";
import { ColumnList, type ColumnListProps } from "./column-list";
import classes from "./import.module.css";

/** From here on a list is searched rather than read: an export of Outlook has about ninety columns. */
const MANY = 12;

/** The columns that fill nothing, folded away; those that have something in them come first. */
export function LeftOutColumns({ columns, isOpen, ...list }: ColumnListProps & { isOpen: boolean }) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = columns.filter(({ label }) => label.toLowerCase().includes(wanted));
  const inOrder = [
    ...found.filter(({ samples }) => samples.length > 0),
    ...found.filter(({ samples }) => samples.length === 0),
  ];
  return (
    <details className={classes.leftOut} open={isOpen}>
      <summary>{counted(columns.length, "column")} left out</summary>
      {columns.length > MANY && (
        <TextInput
          label="Find a column"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          maw="20rem"
          mb="xs"
        />
      )}
      <div className={classes.leftOutList}>
        <ColumnList columns={inOrder} {...list} />
      </div>
    </details>
  );
}

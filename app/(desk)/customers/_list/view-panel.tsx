"use client";

import { Button, Checkbox, NativeSelect, Popover, PopoverDropdown, PopoverTarget, Stack, Text } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import type { CustomerListQuery } from "@/graphql/client/graphql";
import { COLUMNS_COOKIE } from "./columns-cookie";
import {
  attributeColumn,
  columnLabel,
  DEFAULT_COLUMNS,
  FIXED_COLUMNS,
  NAME_COLUMN,
  writeColumns,
} from "./list-columns";
import { useCustomerList } from "./list-navigation";

interface ViewPanelProps {
  definitions: CustomerListQuery["attributeDefinitions"];
}

const SORTS = [NAME_COLUMN, ...FIXED_COLUMNS].filter((column) => "sort" in column);

/** A year, in seconds. */
const REMEMBERED_FOR = 31_536_000;

/** Which columns the list has, and in which order its rows stand: on a phone there are no headers to click. */
export function ViewPanel({ definitions }: ViewPanelProps) {
  const { state, change } = useCustomerList();
  const isDefault = writeColumns(state.columns) === writeColumns(DEFAULT_COLUMNS);
  const available = [
    ...FIXED_COLUMNS.map((column) => column.key as string),
    ...definitions.map((definition) => attributeColumn(definition.name)),
  ];
  const choose = (columns: readonly string[]) => {
    remember(columns);
    const { after, before } = state;
    change({ columns, after, before }, "replace");
  };
  const toggle = (column: string, isChosen: boolean) =>
    choose(available.filter((one) => (one === column ? isChosen : state.columns.includes(one))));

  return (
    <Popover position="bottom-end" width={270} trapFocus returnFocus shadow="md">
      <PopoverTarget>
        <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />} fw={500}>
          View
        </Button>
      </PopoverTarget>
      <PopoverDropdown aria-label="View of the list" mah="70vh" style={{ overflowY: "auto" }}>
        <Stack gap="sm">
          <NativeSelect
            label="Sort by"
            value={state.sort.key}
            onChange={(event) => change({ sort: { ...state.sort, key: event.currentTarget.value } })}
            data={SORTS.map(({ key, label }) => ({ value: key, label }))}
          />
          <NativeSelect
            label="Order"
            value={state.sort.direction}
            onChange={(event) => {
              const direction = event.currentTarget.value === "DESC" ? "DESC" : "ASC";
              change({ sort: { ...state.sort, direction } });
            }}
            data={[
              { value: "ASC", label: "A to Z, oldest first, no before yes" },
              { value: "DESC", label: "Z to A, newest first, yes before no" },
            ]}
          />
          <Stack gap={9} component="fieldset" m={0} p={0} bd={0}>
            <Text component="legend" fw={500} mb={6} p={0}>
              Columns
            </Text>
            {available.map((column) => (
              <Checkbox
                key={column}
                size="sm"
                label={columnLabel(column)}
                checked={state.columns.includes(column)}
                onChange={(event) => toggle(column, event.currentTarget.checked)}
              />
            ))}
          </Stack>
          {!isDefault && (
            <Button variant="subtle" size="compact-sm" mr="auto" onClick={() => choose(DEFAULT_COLUMNS)}>
              Usual columns
            </Button>
          )}
        </Stack>
      </PopoverDropdown>
    </Popover>
  );
}

function remember(columns: readonly string[]): void {
  const isDefault = writeColumns(columns) === writeColumns(DEFAULT_COLUMNS);
  const value = encodeURIComponent(writeColumns(columns));
  // A browser drops a cookie of more than some 4,000 bytes; a longer choice still stands in the address.
  const age = isDefault || value.length > 3500 ? 0 : REMEMBERED_FOR;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
  document.cookie = `${COLUMNS_COOKIE}=${value}; path=/customers; max-age=${age}; samesite=lax`;
}

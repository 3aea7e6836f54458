"use client";

import { Button, Popover, PopoverDropdown, PopoverTarget, Stack } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface FilterPopoverProps {
  /** What the button says; the count of filters in force follows. */
  button: string;
  /** Name of the panel for screen readers. */
  label: string;
  count: number;
  width?: number;
  onClear: () => void;
  children: ReactNode;
}

/** The panel that narrows a list. Each choice shows at once, and what is in force stands beside the button as chips. */
export function FilterPopover({ button, label, count, width = 330, onClear, children }: FilterPopoverProps) {
  return (
    <Popover position="bottom-start" width={width} trapFocus returnFocus shadow="md">
      <PopoverTarget>
        <Button variant="default" leftSection={<IconFilter size={16} aria-hidden />} fw={500}>
          {count > 0 ? `${button} (${count})` : button}
        </Button>
      </PopoverTarget>
      <PopoverDropdown aria-label={label} maw="calc(100vw - 1.5rem)">
        <Stack gap="sm">
          {children}
          {count > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={onClear} mr="auto">
              Clear all filters
            </Button>
          )}
        </Stack>
      </PopoverDropdown>
    </Popover>
  );
}

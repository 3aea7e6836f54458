"use client";

import { Button, Menu, MenuDivider, MenuDropdown, MenuItem, MenuTarget, Text } from "@mantine/core";
import { IconChevronUp, IconDownload } from "@tabler/icons-react";
import { type Ref, useRef, useState } from "react";
import { DANGER } from "@/app/_ui/menu-model";
import { useAfterRender } from "@/app/_ui/use-after-render";
import type { MassAction } from "@/graphql/client/graphql";
import { allowedKinds, type MassKind } from "../_mass/kinds";
import { MassDialog } from "../_mass/mass-dialog";
import { people } from "../_mass/selected";
import { tellOutcome } from "../_mass/tell";
import classes from "./customer-list.module.css";
import { useCustomerList } from "./list-navigation";
import { focusList } from "./list-place";
import { exportHref, type ListState } from "./list-state";
import { useSelection } from "./selection";

interface SelectionBarProps {
  state: ListState;
  permissions: readonly string[];
  total: { totalCount: number; totalCountIsExact: boolean };
}

/** What can be done with whom one has ticked. Stands over the page while anybody is. */
export function SelectionBar({ state, permissions, total }: SelectionBarProps) {
  const selection = useSelection();
  const { go } = useCustomerList();
  const [asked, setAsked] = useState<MassAction>();
  const menu = useRef<HTMLButtonElement>(null);
  // What the focus goes back to: the menu's button, or the button that asked.
  const opener = useRef<HTMLButtonElement>(null);
  const afterRender = useAfterRender();
  const { ticked, isMatching } = selection;
  if (!isMatching && ticked.size === 0) return null;

  const kinds = allowedKinds(state.list, permissions);
  const main = kinds.find(({ action }) => action === "DELETE" || action === "RESTORE");
  const others = kinds.filter((kind) => kind !== main);
  const canExport = permissions.includes("customer.export");
  const ask = (action: MassAction, from: HTMLButtonElement | null) => {
    opener.current = from;
    setAsked(action);
  };
  const close = () => {
    setAsked(undefined);
    afterRender(() => opener.current?.focus());
  };
  const here = () => go(window.location.pathname + window.location.search, "replace");

  return (
    <section className={classes.selection} aria-label="Selected customers" data-asleep={asked ? true : undefined}>
      <Text fw={600} role="status">
        {isMatching ? `${allOf(total)} selected` : `${people(ticked.size)} selected`}
      </Text>
      {(others.length > 0 || canExport) && (
        <ActionsMenu
          kinds={others}
          onChoose={(action) => ask(action, menu.current)}
          opener={menu}
          exportHref={canExport ? selectionHref(state, selection) : undefined}
        />
      )}
      {main && (
        <Button size="xs" color={main.color} onClick={(event) => ask(main.action, event.currentTarget)}>
          {main.verb} selected
        </Button>
      )}
      {!isMatching && (!total.totalCountIsExact || total.totalCount > ticked.size) && (
        <Button size="xs" variant="light" onClick={selection.tickAllMatching}>
          Select {allOf(total).replace("All", "all")}
        </Button>
      )}
      <Button size="xs" variant="subtle" onClick={selection.clear}>
        Clear selection
      </Button>
      {asked && (
        <MassDialog
          action={asked}
          selection={selection.selected()}
          onClose={close}
          onBegun={(job, kind) => {
            if (!tellOutcome(job, kind, here)) return close();
            setAsked(undefined);
            selection.clear();
            focusList();
          }}
        />
      )}
    </section>
  );
}

interface ActionsMenuProps {
  kinds: MassKind[];
  onChoose: (action: MassAction) => void;
  /** Where the focus goes back to. */
  opener: Ref<HTMLButtonElement>;
  exportHref: string | undefined;
}

function ActionsMenu({ kinds, onChoose, opener, exportHref: href }: ActionsMenuProps) {
  return (
    <Menu position="top-start" width={230}>
      <MenuTarget>
        <Button ref={opener} size="xs" variant="default" rightSection={<IconChevronUp size={14} aria-hidden />}>
          Actions
        </Button>
      </MenuTarget>
      <MenuDropdown>
        {kinds.map(({ action, verb, color }) => (
          <MenuItem key={action} color={color && DANGER} onClick={() => onChoose(action)}>
            {verb}
          </MenuItem>
        ))}
        {kinds.length > 0 && href && <MenuDivider />}
        {href && (
          <MenuItem
            component="a"
            href={href}
            download="customers.csv"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Export selected
          </MenuItem>
        )}
      </MenuDropdown>
    </Menu>
  );
}

/** "All 1,234 that match"; beyond what is counted for a list, without a number that would be wrong. */
function allOf({ totalCount, totalCountIsExact }: SelectionBarProps["total"]): string {
  const count = totalCount.toLocaleString("en-GB");
  return totalCountIsExact ? `All ${count} that match` : `All that match (more than ${count})`;
}

function selectionHref(state: ListState, { isMatching, ticked }: ReturnType<typeof useSelection>): string {
  return exportHref(state, isMatching ? undefined : [...ticked]);
}

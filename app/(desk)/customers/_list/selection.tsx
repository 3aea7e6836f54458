"use client";

import { Button, Checkbox, Group, Modal, Text } from "@mantine/core";
import { createContext, type ReactNode, useContext, useState, useTransition } from "react";
import { useListNavigation } from "@/app/_ui/list-navigation";
import { deleteAndTell, restoreAndTell } from "../mass-outcome";
import classes from "./customer-list.module.css";
import { focusList } from "./list-place";

interface Selection {
  selected: ReadonlySet<string>;
  set(ids: ReadonlySet<string>): void;
}

const Context = createContext<Selection>({ selected: new Set(), set: () => undefined });

/** Keeps which rows of the page are ticked. What is no longer on the page is no longer selected. */
export function SelectionProvider({ ids, children }: { ids: string[]; children: ReactNode }) {
  const [ticked, set] = useState<ReadonlySet<string>>(new Set());
  const selected = new Set(ids.filter((id) => ticked.has(id)));
  return <Context value={{ selected, set }}>{children}</Context>;
}

export function SelectRow({ id, name }: { id: string; name: string }) {
  const { selected, set } = useContext(Context);
  return (
    <Checkbox
      size="xs"
      aria-label={`Select ${name}`}
      checked={selected.has(id)}
      onChange={(event) => {
        const next = new Set(selected);
        if (event.currentTarget.checked) next.add(id);
        else next.delete(id);
        set(next);
      }}
    />
  );
}

export function SelectPage({ ids }: { ids: string[] }) {
  const { selected, set } = useContext(Context);
  return (
    <Checkbox
      size="xs"
      aria-label="Select all on this page"
      checked={selected.size > 0 && selected.size === ids.length}
      indeterminate={selected.size > 0 && selected.size < ids.length}
      onChange={() => set(selected.size === ids.length ? new Set() : new Set(ids))}
    />
  );
}

/** What can be done with the ticked rows. Stands over the list's controls while anything is ticked. */
export function SelectionBar({ action }: { action: "delete" | "restore" }) {
  const { selected, set } = useContext(Context);
  const { go } = useListNavigation();
  const [isAsking, setIsAsking] = useState(false);
  const [isRunning, start] = useTransition();
  if (selected.size === 0 && !isAsking) return null;

  const count = `${selected.size} ${selected.size === 1 ? "customer" : "customers"}`;
  const run = () =>
    start(async () => {
      const ids = [...selected];
      const here = () => go(window.location.pathname + window.location.search, "replace");
      const isDone = action === "delete" ? await deleteAndTell(ids, here) : await restoreAndTell(ids);
      setIsAsking(false);
      if (!isDone) return;
      set(new Set());
      focusList();
    });

  return (
    <section className={classes.selection} aria-label="Selected customers">
      <Text fw={600} role="status">
        {count} selected
      </Text>
      {action === "delete" ? (
        <Button size="xs" color="red" onClick={() => setIsAsking(true)}>
          Delete selected
        </Button>
      ) : (
        <Button size="xs" loading={isRunning} onClick={run}>
          Restore selected
        </Button>
      )}
      <Button size="xs" variant="subtle" onClick={() => set(new Set())}>
        Clear selection
      </Button>
      <Modal opened={isAsking} onClose={() => setIsAsking(false)} title={`Delete ${count}?`}>
        <Text>
          Their tickets and history stay, and they can no longer log in. You can undo this right after, or restore them
          from the Deleted list later.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setIsAsking(false)} data-autofocus>
            Keep them
          </Button>
          <Button color="red" loading={isRunning} onClick={run}>
            Delete {count}
          </Button>
        </Group>
      </Modal>
    </section>
  );
}

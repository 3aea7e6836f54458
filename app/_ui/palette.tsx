"use client";

import { Kbd, Loader, Modal, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import type { Find, Found } from "./found";
import { leave } from "./leaving";
import type { MenuPage } from "./menu-model";
import type { PageKey } from "./page-keys";
import classes from "./palette.module.css";
import { type Choice, PaletteOption } from "./palette-option";
import { useFound } from "./use-found";

interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
  pages: MenuPage[];
  keysOfPage: readonly PageKey[];
  find: Find;
  placeholder: string;
}

/**
 * Command palette. A combobox by the ARIA pattern: the focus stays in the field, the arrow keys move the active option,
 * and a screen reader hears which one that is.
 */
export function Palette({ isOpen, onClose, ...rest }: PaletteProps) {
  return (
    <Modal.Root opened={isOpen} onClose={onClose} yOffset="10vh" size="lg" transitionProps={{ duration: 0 }}>
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content aria-label="Search or jump to" radius="md">
        <PaletteBody onClose={onClose} {...rest} />
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteBody({ onClose, pages, keysOfPage, find, placeholder }: Omit<PaletteProps, "isOpen">) {
  const router = useRouter();
  const listId = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  // At once, not after an animation: whoever knows the shortcut is typing already, and the letters must land here.
  // The dialog itself would take the field for what had the focus before, so it is given back here.
  useLayoutEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const { found, isSearching, hasFailed } = useFound(find, query);
  const to = (goal: Found): Choice => ({ ...goal, id: goal.href, pick: () => leave(() => router.push(goal.href)) });
  const matching = pages.filter((page) => matches(page, query)).map((page) => to({ ...page, group: "Pages" }));
  const doable = keysOfPage.filter((key) => matches(key, query)).map(toDo);
  // Whoever types is looking for something; whoever has not typed yet may want to do something here.
  const isAsked = query.trim() !== "";
  const groups = groupsOf([...(isAsked ? [] : doable), ...matching, ...found.map(to), ...(isAsked ? doable : [])]);
  const options = groups.flatMap((group) => group.options);
  const activeIndex = Math.min(active, options.length - 1);

  const go = (option: Choice | undefined) => {
    if (!option) return;
    onClose();
    // Once the palette has gone and the focus is back on the page: what is picked may move it.
    setTimeout(option.pick);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step && options.length > 0) {
      event.preventDefault();
      setActive((activeIndex + step + options.length) % options.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      go(options[activeIndex]);
    }
  };

  return (
    <>
      <TextInput
        ref={field}
        data-autofocus
        size="lg"
        variant="unstyled"
        className={classes.search}
        aria-label={placeholder}
        placeholder={placeholder}
        leftSection={isSearching ? <Loader size={18} /> : <IconSearch size={20} aria-hidden />}
        rightSection={<Kbd size="xs">Esc</Kbd>}
        rightSectionWidth={56}
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={options.length > 0 ? `${listId}-${activeIndex}` : undefined}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="Results" className={classes.list}>
        {groups.map((group, place) => {
          const before = groups.slice(0, place).reduce((sum, earlier) => sum + earlier.options.length, 0);
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside a listbox.
            <div key={group.label} role="group" aria-labelledby={`${listId}-group-${place}`}>
              <div id={`${listId}-group-${place}`} role="presentation" className={classes.group}>
                {group.label}
              </div>
              {group.options.map((option, index) => (
                <PaletteOption
                  key={option.id}
                  id={`${listId}-${before + index}`}
                  option={option}
                  isActive={before + index === activeIndex}
                  onPoint={() => setActive(before + index)}
                  onPick={() => go(option)}
                />
              ))}
            </div>
          );
        })}
      </div>
      <PaletteFoot
        message={footMessage({ count: options.length, isSearching, hasFailed })}
        isEmpty={options.length === 0}
      />
    </>
  );
}

const toDo = ({ keys, label, run }: PageKey): Choice => ({
  id: `key ${keys}`,
  group: "On this page",
  label,
  detail: keys.toUpperCase(),
  pick: run,
});

/** In the order in which each group first comes. */
function groupsOf(options: readonly Choice[]): { label: string; options: Choice[] }[] {
  const groups = new Map<string, Choice[]>();
  for (const option of options) groups.set(option.group, [...(groups.get(option.group) ?? []), option]);
  return [...groups].map(([label, inGroup]) => ({ label, options: inGroup }));
}

function PaletteFoot({ message, isEmpty }: { message: string; isEmpty: boolean }) {
  return (
    <div role="status">
      {isEmpty ? (
        <Text size="sm" c="dimmed" ta="center" p="lg">
          {message}
        </Text>
      ) : (
        <VisuallyHidden>{message}</VisuallyHidden>
      )}
    </div>
  );
}

function footMessage({
  count,
  isSearching,
  hasFailed,
}: {
  count: number;
  isSearching: boolean;
  hasFailed: boolean;
}): string {
  if (isSearching) return "Searching…";
  if (hasFailed) return "The search did not answer. Try again in a moment.";
  if (count === 0) return "Nothing found. Try fewer letters, or another part of the name.";
  return count === 1 ? "1 result" : `${count} results`;
}

function matches(page: { label: string; words?: string }, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return `${page.label} ${page.words ?? ""}`.toLowerCase().includes(wanted);
}

"use client";

import { CloseButton, Combobox, InputBase, Loader, useCombobox } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import { type ReactNode, type Ref, useEffect, useState } from "react";

export interface PickerOption {
  id: string;
  label: string;
}

interface PickerProps {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  error?: ReactNode;
  value: PickerOption | null;
  onChange: (value: PickerOption | null) => void;
  /** What matches the words typed, all for none; must stop when the signal fires. */
  find: (words: string, signal: AbortSignal) => Promise<PickerOption[]>;
  /** Offers to make what was typed; undefined when it did not work. */
  create?: (words: string) => Promise<PickerOption | undefined>;
  inputRef?: Ref<HTMLInputElement>;
  id?: string;
  /** False inside of a popover, which would take a click in another layer for one outside. */
  withinPortal?: boolean;
}

/** In milliseconds. */
const PAUSE = 150;
const CREATE = "create:";

/** Chooses one of many that are looked up as one types. A combobox by the ARIA pattern; leaving it without a choice keeps the old one. */
export function Picker({ value, onChange, find, create, inputRef, withinPortal = true, ...field }: PickerProps) {
  const [typed, setTyped] = useState<string>();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const words = typed?.trim() ?? "";
  const { options, isSearching, hasFailed } = useOptions(find, words, combobox.dropdownOpened);
  const isNew = words !== "" && !isSearching && options.every((option) => !isSame(option.label, words));

  const choose = async (id: string) => {
    combobox.closeDropdown();
    setTyped(undefined);
    const chosen = id.startsWith(CREATE)
      ? await create?.(id.slice(CREATE.length))
      : options.find((one) => one.id === id);
    if (chosen) onChange(chosen);
  };

  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={withinPortal}>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          {...field}
          ref={inputRef}
          role="combobox"
          aria-autocomplete="list"
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          value={typed ?? value?.label ?? ""}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            // Who empties the field means it; who leaves half a word does not.
            if (typed !== undefined && words === "") onChange(null);
            setTyped(undefined);
          }}
          rightSectionPointerEvents={value ? "all" : "none"}
          rightSection={
            value ? (
              <CloseButton
                size="sm"
                aria-label={`Clear ${field.label}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  setTyped(undefined);
                  onChange(null);
                }}
              />
            ) : (
              <IconSelector size={16} aria-hidden />
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} style={{ overflowY: "auto" }} aria-label={field.label}>
          {options.map((option) => (
            <Combobox.Option key={option.id} value={option.id} active={option.id === value?.id}>
              <bdi>{option.label}</bdi>
            </Combobox.Option>
          ))}
          {create && isNew && (
            <Combobox.Option value={CREATE + words}>
              Create “<bdi>{words}</bdi>”
            </Combobox.Option>
          )}
          <PickerNotice
            isSearching={isSearching}
            hasFailed={hasFailed}
            isEmpty={options.length === 0 && !(create && isNew)}
          />
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function PickerNotice({
  isSearching,
  hasFailed,
  isEmpty,
}: {
  isSearching: boolean;
  hasFailed: boolean;
  isEmpty: boolean;
}) {
  if (!isEmpty) return null;
  // An option that cannot be chosen: a list box may hold nothing else.
  return (
    <Combobox.Option value="" disabled>
      {isSearching ? (
        <Loader size={14} aria-label="Looking" />
      ) : hasFailed ? (
        "Looking it up did not work."
      ) : (
        "Nothing found"
      )}
    </Combobox.Option>
  );
}

function useOptions(find: PickerProps["find"], words: string, isOpen: boolean) {
  const [options, setOptions] = useState<PickerOption[]>([]);
  const [isSearching, setIsSearching] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    setIsSearching(true);
    setHasFailed(false);
    const abort = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          const found = await find(words, abort.signal);
          if (!abort.signal.aborted) setOptions(found);
        } catch {
          if (abort.signal.aborted) return;
          setOptions([]);
          setHasFailed(true);
        } finally {
          if (!abort.signal.aborted) setIsSearching(false);
        }
      },
      words === "" ? 0 : PAUSE,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [find, words, isOpen]);
  return { options, isSearching, hasFailed };
}

const isSame = (one: string, other: string) => one.localeCompare(other, undefined, { sensitivity: "base" }) === 0;

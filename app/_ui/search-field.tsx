"use client";

import { CloseButton, Loader, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import classes from "./list.module.css";
import { useListNavigation } from "./list-navigation";

/** Long enough that a typed word is one question. In milliseconds. */
const PAUSE = 180;

interface SearchFieldProps {
  /** For screen readers. */
  label: string;
  placeholder: string;
}

/** Search as one types. The field belongs to whoever types in it: an answer to older words never changes what it says. */
export function SearchField({ label, placeholder }: SearchFieldProps) {
  const { state, change, hrefOf, isPending } = useListNavigation();
  const { text, type, ask } = useSearchWords(state.search, (search) => change({ search }, "replace"));
  const clear = () => {
    type("");
    ask("");
  };

  return (
    <search className={classes.search}>
      <form
        action={hrefOf(state)}
        onSubmit={(event) => {
          event.preventDefault();
          ask(text);
        }}
      >
        <TextInput
          type="text"
          inputMode="search"
          enterKeyHint="search"
          name="q"
          aria-label={label}
          placeholder={placeholder}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={200}
          data-page-search
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && text !== "") clear();
          }}
          leftSection={isPending ? <Loader size={16} /> : <IconSearch size={17} aria-hidden />}
          rightSection={
            text && (
              <CloseButton
                size="sm"
                aria-label="Clear the search"
                onClick={(event) => {
                  clear();
                  event.currentTarget.closest("form")?.querySelector("input")?.focus();
                }}
              />
            )
          }
        />
      </form>
    </search>
  );
}

function useSearchWords(shown: string, search: (words: string) => void) {
  const [text, setText] = useState(shown);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(new Set<string>());
  // The newest one, for a timer that was set while an older view was shown.
  const latest = useRef(search);
  latest.current = search;

  useEffect(() => {
    // Our own question, answered; the words typed since are in the field. Anything else came from a link or the Back button.
    if (asked.current.has(shown.trim())) return;
    clearTimeout(timer.current);
    setText(shown);
  }, [shown]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = (words: string) => {
    clearTimeout(timer.current);
    asked.current.add(words.trim());
    latest.current(words);
  };
  const type = (words: string) => {
    setText(words);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(words), PAUSE);
  };
  return { text, type, ask };
}

"use client";

import { CloseButton, Loader, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import classes from "./customer-list.module.css";
import { useListNavigation } from "./list-navigation";
import { type ListState, listHref } from "./list-state";

/** Long enough that a typed word is one question. In milliseconds. */
const PAUSE = 180;

/** Search as one types. The field belongs to whoever types in it: an answer to older words never changes what it says. */
export function SearchField({ state }: { state: ListState }) {
  const { change, isPending } = useListNavigation();
  const [text, setText] = useState(state.search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(new Set<string>());
  // The newest one, for a timer that was set while an older view was shown.
  const latest = useRef(change);
  latest.current = change;

  useEffect(() => {
    // Our own question, answered; the words typed since are in the field. Anything else came from a link or the Back button.
    if (asked.current.has(state.search)) return;
    clearTimeout(timer.current);
    setText(state.search);
  }, [state.search]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = (words: string) => {
    clearTimeout(timer.current);
    asked.current.add(words.trim());
    latest.current({ search: words }, "replace");
  };
  const type = (words: string) => {
    setText(words);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(words), PAUSE);
  };

  return (
    <search className={classes.search}>
      <form
        action={listHref(state)}
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
          aria-label="Search customers"
          placeholder="Search name, e-mail, mobile, organisation"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={200}
          data-page-search
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || text === "") return;
            setText("");
            ask("");
          }}
          leftSection={isPending ? <Loader size={16} /> : <IconSearch size={17} aria-hidden />}
          rightSection={
            text && (
              <CloseButton
                size="sm"
                aria-label="Clear the search"
                onClick={(event) => {
                  setText("");
                  ask("");
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

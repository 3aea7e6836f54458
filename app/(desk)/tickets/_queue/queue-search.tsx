"use client";

import { CloseButton, Loader, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import listClasses from "../../customers/_list/customer-list.module.css";
import { useQueueNavigation } from "./queue-navigation";
import { type QueueState, queueHref } from "./queue-state";

/** Long enough that a typed word is one question. In milliseconds. */
const PAUSE = 180;

/** Search as one types. The field belongs to whoever types in it: an answer to older words never changes what it says. */
export function QueueSearch({ state }: { state: QueueState }) {
  const { go, isPending } = useQueueNavigation();
  const [text, setText] = useState(state.search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(new Set<string>());
  // The newest one, for a timer that was set while an older view was shown.
  const latest = useRef(state);
  latest.current = state;

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
    go(queueHref(latest.current, { search: words }), "replace");
  };
  const type = (words: string) => {
    setText(words);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(words), PAUSE);
  };
  const clear = () => {
    setText("");
    ask("");
  };

  return (
    <search className={listClasses.search}>
      <form
        action={queueHref(state)}
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
          aria-label="Search tickets"
          placeholder="Search number, subject, reporter"
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

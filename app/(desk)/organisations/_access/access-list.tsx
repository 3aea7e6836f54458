"use client";

import { ActionIcon, NativeSelect, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import type { GrantLevel } from "@/graphql/client/graphql";
import { giveAccess, takeAccess } from "../actions";
import classes from "./access.module.css";
import { LEVELS, levelLabel } from "./levels";

/** A grant as one of its two sides lists it. */
export interface AccessEntry {
  customerId: string;
  organisationId: string;
  level: GrantLevel;
  /** Of the other side, as a link. */
  shown: ReactNode;
  /** The same in words. */
  name: string;
  /** Who has it is deleted: it can only be taken away. */
  isFixed?: boolean;
}

interface AccessListProps {
  label: string;
  entries: AccessEntry[];
  canChange: boolean;
}

/** Grants with their levels. Each change is saved at once; what was taken away can be given back for a moment. */
export function AccessList({ label, entries, canChange }: AccessListProps) {
  return (
    <ul className={classes.list} aria-label={label}>
      {entries.map((entry) => (
        <li key={`${entry.customerId} ${entry.organisationId}`} className={classes.entry}>
          <span className={classes.name}>{entry.shown}</span>
          {canChange ? <Controls entry={entry} /> : <Text c="dimmed">{levelLabel(entry.level)}</Text>}
        </li>
      ))}
    </ul>
  );
}

function Controls({ entry }: { entry: AccessEntry }) {
  const { customerId, organisationId, level, name, isFixed } = entry;
  const [chosen, setChosen] = useState(level);
  const [known, setKnown] = useState(level);
  // The page was read anew, for example after a colleague's change.
  if (known !== level) {
    setKnown(level);
    setChosen(level);
  }
  const change = async (next: GrantLevel) => {
    setChosen(next);
    const problem = await attempt(async () => ({
      message: await giveAccess({ customerId, organisationId, level: next }),
    }));
    if (problem && !problem.message) return toastDone({ message: `${name}: ${levelLabel(next)}.` });
    setChosen(level);
    if (problem?.message) toastProblem(problem.message);
  };
  const remove = async () => {
    const problem = await attempt(async () => ({ message: await takeAccess({ customerId, organisationId }) }));
    if (!problem) return;
    if (problem.message) return toastProblem(problem.message);
    toastDone({
      message: `Access taken away: ${name}.`,
      undo: isFixed
        ? undefined
        : async () => {
            const back = await giveAccess({ customerId, organisationId, level });
            if (back) throw new Error(back);
          },
    });
    // The button goes with its line.
    document.getElementById("content")?.focus();
  };
  return (
    <>
      {isFixed ? (
        <Text c="dimmed">{levelLabel(level)}</Text>
      ) : (
        <NativeSelect
          size="xs"
          aria-label={`Level for ${name}`}
          value={chosen}
          data={[...LEVELS]}
          onChange={(event) => {
            const next = LEVELS.find(({ value }) => value === event.currentTarget.value);
            if (next) void change(next.value);
          }}
        />
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={`Take access away: ${name}`} onClick={remove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </>
  );
}

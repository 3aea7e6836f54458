"use client";

import { Button, NativeSelect } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { Picker, type PickerOption } from "@/app/_ui/picker";
import { toastDone } from "@/app/_ui/toasts";
import { useSingleRun } from "@/app/_ui/use-single-run";
import type { GrantLevel } from "@/graphql/client/graphql";
import { giveAccess } from "../actions";
import classes from "./access.module.css";
import { LEVELS, levelLabel } from "./levels";

interface GiveAccessProps {
  /** Of the side that is to be chosen. */
  label: string;
  find: (words: string, signal: AbortSignal) => Promise<PickerOption[]>;
  /** The two sides of the grant, once the other one has been chosen. */
  sidesWith: (id: string) => { customerId: string; organisationId: string };
}

/** Chooses the other side of a grant and its level. */
export function GiveAccess({ label, find, sidesWith }: GiveAccessProps) {
  const [chosen, setChosen] = useState<PickerOption | null>(null);
  const [level, setLevel] = useState<GrantLevel>("INTERACT");
  const [problem, setProblem] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);
  const once = useSingleRun();
  const save = async () => {
    if (!chosen) return setProblem("Choose one from the list.");
    setIsSaving(true);
    const answer = await attempt(async () => ({ problem: await giveAccess({ ...sidesWith(chosen.id), level }) }));
    setIsSaving(false);
    if (!answer) return;
    setProblem(answer.problem);
    if (answer.problem) return;
    toastDone({ message: `${chosen.label}: ${levelLabel(level)}.` });
    setChosen(null);
  };
  return (
    <form
      method="post"
      noValidate
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void once(save);
      }}
    >
      <Picker
        label={label}
        placeholder="Search"
        value={chosen}
        onChange={(value) => {
          setChosen(value);
          setProblem(undefined);
        }}
        find={find}
        error={problem}
      />
      <NativeSelect
        label="Level"
        value={level}
        data={[...LEVELS]}
        onChange={(event) => setLevel(LEVELS.find(({ value }) => value === event.currentTarget.value)?.value ?? level)}
      />
      <Button type="submit" variant="default" loading={isSaving}>
        Give access
      </Button>
    </form>
  );
}

import { useRef, useState } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import { useAfterRender } from "./use-after-render";

/** One field that a colleague changed while this form was open. */
export interface TheirChange {
  key: string;
  label: string;
  was: string;
  theirs: string;
  /** What this form says, where it was changed here too: kept until its user decides. */
  mine?: string;
}

/** A record as it was read. */
interface Reading<V> {
  version?: number;
  values: V;
}

interface ConflictRules<V extends FieldValues> {
  /** What a colleague changed since the form was read, in words. */
  changesOf: (base: V, theirs: V, mine: V) => TheirChange[];
  /** This user's changes on top of the colleague's: what was not touched here takes over theirs. */
  merge: (base: V, theirs: V, mine: V) => V;
  /** Puts theirs into the field of a change; without it, the change's key is the field's name. */
  put?: (theirs: V, key: string) => void;
}

export const CONFLICT_ID = "conflict";
const focusNotice = () => document.getElementById(CONFLICT_ID)?.focus();

/** A form over a record that colleagues change too: nobody's words are lost. */
export function useConflict<V extends FieldValues>(form: UseFormReturn<V>, read: Reading<V>, rules: ConflictRules<V>) {
  // The record as it was read last; what is typed counts as a change against it.
  const base = useRef(read);
  const [conflict, setConflict] = useState<{ message: string; changes: TheirChange[]; theirs: V }>();
  const afterRender = useAfterRender();

  const set = (field: string, values: V) =>
    // The names are those of the form's own values.
    form.setValue(field as Path<V>, values[field] as PathValue<V, Path<V>>, { shouldDirty: true });

  /** The record is a newer one: what was not touched here follows it. */
  const take = (newer: Reading<V>) => {
    const together = rules.merge(base.current.values, newer.values, form.getValues());
    base.current = newer;
    form.reset(newer.values);
    // Setting them one by one is what marks them as changed against the record as it is now.
    for (const field of Object.keys(together)) set(field, together);
  };

  /**
   * The page was read anew. Where both changed a field the form stays with what it was read from, so that saving asks: taken over,
   * the colleague's change would be overwritten without a word.
   */
  const follow = (newer: Reading<V>) => {
    const changes = rules.changesOf(base.current.values, newer.values, form.getValues());
    if (changes.every(({ mine }) => mine === undefined)) take(newer);
  };

  /** A colleague saved first: takes their record and shows what they changed. */
  const meet = (message: string, newer: Reading<V>) => {
    const changes = rules.changesOf(base.current.values, newer.values, form.getValues());
    take(newer);
    setConflict({ message, changes, theirs: newer.values });
    afterRender(focusNotice);
  };

  const takeTheirs = (key: string) => {
    if (!conflict) return;
    if (rules.put) rules.put(conflict.theirs, key);
    else set(key, conflict.theirs);
    const changes = conflict.changes.map((change) => (change.key === key ? { ...change, mine: undefined } : change));
    setConflict({ ...conflict, changes });
    focusNotice();
  };

  const settle = () => setConflict(undefined);
  return { base, conflict, follow, meet, takeTheirs, settle };
}

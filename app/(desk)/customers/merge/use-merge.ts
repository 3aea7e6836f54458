import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { useAfterRender } from "@/app/_ui/use-after-render";
import type { MergeTwoQuery } from "@/graphql/client/graphql";
import { mergePair } from "./actions";
import { takeApartAndTell } from "./take-apart-and-tell";

export type Pair = Omit<NonNullable<MergeTwoQuery["mergePreview"]>, "problem">;
export type PairField = Pair["fields"][number];

export const PROBLEM_ID = "merge-problem";

/** What somebody changed of the two while they stood here side by side. */
export interface News {
  message: string;
  /** As they were when the button was pressed. */
  was: Pair;
}

/** The choices of a merge. They are of a record, not of a side: whoever swaps the two, or reads them again, keeps them. */
export function useMerge(pair: Pair) {
  const router = useRouter();
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [news, setNews] = useState<News>();
  const [isRunning, start] = useTransition();
  const afterRender = useAfterRender();
  const { kept, merged } = pair;

  const merge = () =>
    start(async () => {
      const takeFromMerged = pair.fields
        .filter(({ field, isChoice }) => isChoice && chosen.get(field) === merged.id)
        .map(({ field }) => field);
      const outcome = await attempt(() =>
        mergePair({
          keepId: kept.id,
          mergeId: merged.id,
          keepVersion: kept.version,
          mergeVersion: merged.version,
          takeFromMerged,
        }),
      );
      if (!outcome) return;
      if ("problem" in outcome) {
        setNews({ message: outcome.problem, was: pair });
        router.refresh();
        afterRender(() => document.getElementById(PROBLEM_ID)?.focus());
        return;
      }
      router.push(`/customers/${kept.id}`);
      toastDone({
        message: `${merged.displayName} is part of ${kept.displayName} now.`,
        undo: async () => {
          if (await takeApartAndTell(outcome.mergeId)) router.refresh();
        },
      });
    });

  return {
    merge,
    isRunning,
    news,
    chosenFor: (field: string) => chosen.get(field) ?? kept.id,
    choose: (field: string, id: string) => setChosen((known) => new Map(known).set(field, id)),
  };
}

/** The fields of the two that say something else than before. */
export function changedFields(
  was: Pair,
  is: Pair,
): { field: string; of: string; from: string | null; to: string | null }[] {
  return [is.kept, is.merged].flatMap((side) => {
    const [before, now] = [valuesOf(was, side.id), valuesOf(is, side.id)];
    return [...new Set([...before.keys(), ...now.keys()])]
      .map((field) => ({ field, of: side.displayName, from: before.get(field) ?? null, to: now.get(field) ?? null }))
      .filter(({ from, to }) => from !== to);
  });
}

const valuesOf = ({ kept, fields }: Pair, id: string): Map<string, string | null> =>
  new Map(fields.map((one) => [one.field, id === kept.id ? one.kept : one.merged]));

"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { MergeCustomersInput } from "@/graphql/client/graphql";

const MERGE = graphql(`
  mutation MergePair($input: MergeCustomersInput!) {
    mergeCustomers(input: $input) {
      merge {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const UNMERGE = graphql(`
  mutation TakeApart($input: UnmergeCustomersInput!) {
    unmergeCustomers(input: $input) {
      merge {
        leftovers {
          field
        }
      }
      userErrors {
        message
      }
    }
  }
`);

export type MergeOutcome = { mergeId: string } | { problem: string; isChangedMeanwhile: boolean };

export async function mergePair(input: MergeCustomersInput): Promise<MergeOutcome> {
  const { merge, userErrors } = (await mutate(MERGE, { input })).mergeCustomers;
  if (merge) {
    revalidatePath("/customers", "layout");
    return { mergeId: merge.id };
  }
  return {
    problem: userErrors.map(({ message }) => message).join(" "),
    isChangedMeanwhile: userErrors.some(({ code }) => code === "CHANGED_MEANWHILE"),
  };
}

export type UnmergeOutcome = { leftovers: number } | { problem: string };

export async function takeApart(mergeId: string): Promise<UnmergeOutcome> {
  const { merge, userErrors } = (await mutate(UNMERGE, { input: { id: mergeId } })).unmergeCustomers;
  if (!merge) return { problem: userErrors.map(({ message }) => message).join(" ") };
  revalidatePath("/customers", "layout");
  return { leftovers: merge.leftovers.length };
}

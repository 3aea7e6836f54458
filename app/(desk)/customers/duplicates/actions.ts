"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";

const DISMISS = graphql(`
  mutation DismissPair($input: DismissPossibleDuplicateInput!) {
    dismissPossibleDuplicate(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const LOOK = graphql(`
  mutation LookThroughAll($input: FindPossibleDuplicatesInput!) {
    findPossibleDuplicates(input: $input) {
      job {
        id
      }
    }
  }
`);

/** What went wrong, or an empty text. */
export async function dismissPair(id: string, isDismissed: boolean): Promise<string> {
  const { userErrors } = (await mutate(DISMISS, { input: { id, isDismissed } })).dismissPossibleDuplicate;
  if (userErrors.length === 0) revalidatePath("/customers", "layout");
  return userErrors[0]?.message ?? "";
}

export async function lookThroughAll(): Promise<true> {
  await mutate(LOOK, { input: { everybody: true } });
  return true;
}

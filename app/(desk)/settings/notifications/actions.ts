"use server";

import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { NoticeChoiceInput } from "@/graphql/client/graphql";

const SAVE = graphql(`
  mutation SaveNoticeChoices($input: SetNoticeChoicesInput!) {
    setNoticeChoices(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

/** There is nothing to be put right in boxes; what fails throws. */
export async function saveNoticeChoices(choices: NoticeChoiceInput[]): Promise<true> {
  await mutate(SAVE, { input: { choices } });
  return true;
}

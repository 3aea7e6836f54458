"use server";

import { HUB } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";

const CONFIRM = graphql(`
  mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {
    confirmEmailChange(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

/** Returns what is to be put right. As the customer where they are signed in, so that this session of theirs stays. */
export async function confirmAddress(token: string): Promise<{ message: string }[]> {
  return (await run(CONFIRM, { input: { token } }, HUB)).confirmEmailChange.userErrors;
}

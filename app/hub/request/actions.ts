"use server";

import { STRANGERS } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { SendRequestInput } from "@/graphql/client/graphql";

const SEND = graphql(`
  mutation SendRequest($input: SendRequestInput!) {
    sendRequest(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

/** Returns what is to be put right; nothing when it was taken in. */
export async function sendRequest(input: SendRequestInput): Promise<{ message: string; path: string[] }[]> {
  return (await run(SEND, { input }, STRANGERS)).sendRequest.userErrors;
}

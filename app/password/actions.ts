"use server";

import { STRANGERS } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { SetAgentPasswordInput } from "@/graphql/client/graphql";

/** What is to be put right, and where. */
export interface PasswordProblem {
  message: string;
  path: string[];
}

const REQUEST_AGENT_PASSWORD_RESET = graphql(`
  mutation RequestAgentPasswordReset($input: RequestAgentPasswordResetInput!) {
    requestAgentPasswordReset(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const SET_AGENT_PASSWORD = graphql(`
  mutation SetAgentPassword($input: SetAgentPasswordInput!) {
    setAgentPassword(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

/** Each returns what is to be put right; nothing when it was taken in. */
export async function askForAgentLink(email: string): Promise<PasswordProblem[]> {
  const { requestAgentPasswordReset } = await run(REQUEST_AGENT_PASSWORD_RESET, { input: { email } }, STRANGERS);
  return requestAgentPasswordReset.userErrors;
}

export async function setAgentPassword(input: SetAgentPasswordInput): Promise<PasswordProblem[]> {
  return (await run(SET_AGENT_PASSWORD, { input }, STRANGERS)).setAgentPassword.userErrors;
}

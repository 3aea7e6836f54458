"use server";

import { STRANGERS } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type {
  ConfirmEmailInput,
  RegisterCustomerInput,
  SetPasswordInput,
  UserErrorCode,
} from "@/graphql/client/graphql";

/** What the customer can put right, and where. */
export interface EntryProblem {
  code: UserErrorCode;
  message: string;
  path: string[];
}

const REQUEST_PASSWORD_RESET = graphql(`
  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const REQUEST_CONFIRMATION = graphql(`
  mutation RequestConfirmation($input: RequestConfirmationInput!) {
    requestConfirmation(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const RENEW_LINK = graphql(`
  mutation RenewLink($input: RenewLinkInput!) {
    renewLink(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const SET_PASSWORD = graphql(`
  mutation SetPassword($input: SetPasswordInput!) {
    setPassword(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const CONFIRM_EMAIL = graphql(`
  mutation ConfirmEmail($input: ConfirmEmailInput!) {
    confirmEmail(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const REGISTER_CUSTOMER = graphql(`
  mutation RegisterCustomer($input: RegisterCustomerInput!) {
    registerCustomer(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Each returns what is to be put right; nothing when it was taken in. */
export async function askForPassword(email: string): Promise<EntryProblem[]> {
  return (await run(REQUEST_PASSWORD_RESET, { input: { email } }, STRANGERS)).requestPasswordReset.userErrors;
}

export async function askForConfirmation(email: string): Promise<EntryProblem[]> {
  return (await run(REQUEST_CONFIRMATION, { input: { email } }, STRANGERS)).requestConfirmation.userErrors;
}

export async function askForNewLink(token: string): Promise<EntryProblem[]> {
  return (await run(RENEW_LINK, { input: { token } }, STRANGERS)).renewLink.userErrors;
}

export async function setPassword(input: SetPasswordInput): Promise<EntryProblem[]> {
  return (await run(SET_PASSWORD, { input }, STRANGERS)).setPassword.userErrors;
}

export async function confirmEmail(input: ConfirmEmailInput): Promise<EntryProblem[]> {
  return (await run(CONFIRM_EMAIL, { input }, STRANGERS)).confirmEmail.userErrors;
}

export async function register(input: RegisterCustomerInput): Promise<EntryProblem[]> {
  return (await run(REGISTER_CUSTOMER, { input }, STRANGERS)).registerCustomer.userErrors;
}

"use server";

import { revalidatePath } from "next/cache";
import { HUB } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type {
  ChangeHubPasswordInput,
  RequestHubEmailChangeInput,
  UpdateHubProfileInput,
} from "@/graphql/client/graphql";

const UPDATE = graphql(`
  mutation UpdateMyProfile($input: UpdateHubProfileInput!) {
    updateHubProfile(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const CHANGE_PASSWORD = graphql(`
  mutation ChangeMyPassword($input: ChangeHubPasswordInput!) {
    changeHubPassword(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const CHANGE_EMAIL = graphql(`
  mutation ChangeMyEmail($input: RequestHubEmailChangeInput!) {
    requestHubEmailChange(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

export interface ProfileProblem {
  message: string;
  path: string[];
}

/** Each returns what is to be put right; nothing when it worked. */
export async function saveProfile(input: UpdateHubProfileInput): Promise<ProfileProblem[]> {
  const { userErrors } = (await run(UPDATE, { input }, HUB)).updateHubProfile;
  // The name stands on every page.
  if (userErrors.length === 0) revalidatePath("/hub", "layout");
  return userErrors;
}

export async function changePassword(input: ChangeHubPasswordInput): Promise<ProfileProblem[]> {
  return (await run(CHANGE_PASSWORD, { input }, HUB)).changeHubPassword.userErrors;
}

export async function changeEmail(input: RequestHubEmailChangeInput): Promise<ProfileProblem[]> {
  return (await run(CHANGE_EMAIL, { input }, HUB)).requestHubEmailChange.userErrors;
}

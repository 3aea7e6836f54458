"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { AddCustomerIdentifierInput } from "@/graphql/client/graphql";

const ADD = graphql(`
  mutation AddIdentifier($input: AddCustomerIdentifierInput!) {
    addCustomerIdentifier(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const MAKE_PRIMARY = graphql(`
  mutation MakeIdentifierPrimary($input: MakeCustomerIdentifierPrimaryInput!) {
    makeCustomerIdentifierPrimary(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const REMOVE = graphql(`
  mutation RemoveIdentifier($input: RemoveCustomerIdentifierInput!) {
    removeCustomerIdentifier(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

/** Each returns what is to be put right; nothing when it worked. */
export async function addIdentifier(input: AddCustomerIdentifierInput): Promise<{ message: string }[]> {
  return shown((await mutate(ADD, { input })).addCustomerIdentifier.userErrors);
}

export async function makeIdentifierPrimary(id: string): Promise<{ message: string }[]> {
  return shown((await mutate(MAKE_PRIMARY, { input: { id } })).makeCustomerIdentifierPrimary.userErrors);
}

export async function removeIdentifier(id: string): Promise<{ message: string }[]> {
  return shown((await mutate(REMOVE, { input: { id } })).removeCustomerIdentifier.userErrors);
}

/** They stand on the account page, in the list and beside each ticket. */
function shown(userErrors: { message: string }[]): { message: string }[] {
  if (userErrors.length === 0) {
    revalidatePath("/customers", "layout");
    revalidatePath("/tickets", "layout");
  }
  return userErrors;
}

"use server";

import { revalidatePath } from "next/cache";
import { mutate, query } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type {
  AccountNotesFragment,
  AddCustomerNoteInput,
  ChangeCustomerTagsInput,
  UpdateCustomerNoteInput,
} from "@/graphql/client/graphql";

const ADD = graphql(`
  mutation WriteCustomerNote($input: AddCustomerNoteInput!) {
    addCustomerNote(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const UPDATE = graphql(`
  mutation RewriteCustomerNote($input: UpdateCustomerNoteInput!) {
    updateCustomerNote(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const DELETE = graphql(`
  mutation RemoveCustomerNote($input: DeleteCustomerNoteInput!) {
    deleteCustomerNote(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const TAG = graphql(`
  mutation TagCustomer($input: ChangeCustomerTagsInput!) {
    changeCustomerTags(input: $input) {
      customer {
        tags
      }
      userErrors {
        message
      }
    }
  }
`);

const OLDER_NOTES = graphql(`
  query OlderNotes($id: ID!, $after: String!) {
    customer(id: $id) {
      notes(first: 20, after: $after) {
        ...AccountNotes
      }
    }
  }
`);

export async function addCustomerNote(input: AddCustomerNoteInput): Promise<{ message: string }[]> {
  return shown((await mutate(ADD, { input })).addCustomerNote.userErrors);
}

export async function updateCustomerNote(input: UpdateCustomerNoteInput): Promise<{ message: string }[]> {
  return shown((await mutate(UPDATE, { input })).updateCustomerNote.userErrors);
}

export async function deleteCustomerNote(id: string): Promise<{ message: string }[]> {
  return shown((await mutate(DELETE, { input: { id } })).deleteCustomerNote.userErrors);
}

export async function changeCustomerTags(
  input: ChangeCustomerTagsInput,
): Promise<{ tags: string[]; userErrors: { message: string }[] }> {
  const { customer, userErrors } = (await mutate(TAG, { input })).changeCustomerTags;
  shown(userErrors);
  return { tags: customer?.tags ?? [], userErrors };
}

/** The page of a customer's notes that follows a cursor. */
export async function olderNotes(id: string, after: string): Promise<AccountNotesFragment | undefined> {
  return (await query(OLDER_NOTES, { id, after })).customer?.notes;
}

/** Both stand on the account page and on the timeline there; tags in the list too. */
function shown<T extends { message: string }>(userErrors: T[]): T[] {
  if (userErrors.length === 0) revalidatePath("/customers", "layout");
  return userErrors;
}

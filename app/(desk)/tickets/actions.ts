"use server";

import { revalidatePath } from "next/cache";
import { mutate, query } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type {
  AddCommentInput,
  CreateTicketInput,
  OlderHistoryQuery,
  SaveTicketMutation,
  UpdateTicketInput,
  WriteCommentMutation,
  WriteTicketMutation,
} from "@/graphql/client/graphql";

const CREATE = graphql(`
  mutation WriteTicket($input: CreateTicketInput!) {
    createTicket(input: $input) {
      number
      ticket {
        reporterName
      }
      userErrors {
        ...UserProblem
      }
    }
  }
`);

const UPDATE = graphql(`
  mutation SaveTicket($input: UpdateTicketInput!) {
    updateTicket(input: $input) {
      ticket {
        ...TicketToEdit
      }
      userErrors {
        ...UserProblem
      }
    }
  }
`);

const COMMENT = graphql(`
  mutation WriteComment($input: AddCommentInput!) {
    addComment(input: $input) {
      ticket {
        id
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const OLDER_HISTORY = graphql(`
  query OlderHistory($number: Int!, $after: String!) {
    ticket(number: $number) {
      history(first: 50, after: $after) {
        ...TicketHistory
      }
    }
  }
`);

export type CreatedTicket = WriteTicketMutation["createTicket"];
export type UpdatedTicket = SaveTicketMutation["updateTicket"];
export type WrittenComment = WriteCommentMutation["addComment"];

export async function createTicket(input: CreateTicketInput): Promise<CreatedTicket> {
  const { createTicket: created } = await mutate(CREATE, { input });
  if (created.number) revalidateTickets();
  return created;
}

export async function updateTicket(input: UpdateTicketInput): Promise<UpdatedTicket> {
  const { updateTicket: updated } = await mutate(UPDATE, { input });
  if (updated.userErrors.length === 0) revalidateTickets();
  return updated;
}

export async function addComment(input: AddCommentInput): Promise<WrittenComment> {
  const { addComment: written } = await mutate(COMMENT, { input });
  if (written.userErrors.length === 0) revalidateTickets();
  return written;
}

/** The page of a ticket's history that follows a cursor. */
export async function olderHistory(
  number: number,
  after: string,
): Promise<NonNullable<OlderHistoryQuery["ticket"]>["history"] | undefined> {
  const { ticket } = await query(OLDER_HISTORY, { number, after });
  return ticket?.history;
}

/** A ticket's change also shows on its customer's account page and in the customers' list. */
function revalidateTickets(): void {
  revalidatePath("/tickets", "layout");
  revalidatePath("/customers", "layout");
}

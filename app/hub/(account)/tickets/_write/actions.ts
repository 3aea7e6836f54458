"use server";

import { revalidatePath } from "next/cache";
import { HUB } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type {
  CreateHubTicketInput,
  OpenMyTicketMutation,
  ReplyToHubTicketInput,
  ReplyToMyTicketMutation,
} from "@/graphql/client/graphql";

const CREATE = graphql(`
  mutation OpenMyTicket($input: CreateHubTicketInput!) {
    createHubTicket(input: $input) {
      ticket {
        number
      }
      userErrors {
        message
        path
      }
    }
  }
`);

const REPLY = graphql(`
  mutation ReplyToMyTicket($input: ReplyToHubTicketInput!) {
    replyToHubTicket(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const CLOSE = graphql(`
  mutation CloseMyTicket($input: CloseHubTicketInput!) {
    closeHubTicket(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const REOPEN = graphql(`
  mutation ReopenMyTicket($input: ReopenHubTicketInput!) {
    reopenHubTicket(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

export async function openTicket(input: CreateHubTicketInput): Promise<OpenMyTicketMutation["createHubTicket"]> {
  const { createHubTicket } = await run(CREATE, { input }, HUB);
  if (createHubTicket.userErrors.length === 0) revalidateTickets();
  return createHubTicket;
}

export async function reply(
  input: ReplyToHubTicketInput,
): Promise<ReplyToMyTicketMutation["replyToHubTicket"]["userErrors"]> {
  const { userErrors } = (await run(REPLY, { input }, HUB)).replyToHubTicket;
  if (userErrors.length === 0) revalidateTickets();
  return userErrors;
}

/** Both return what is to be put right; nothing when it worked. */
export async function closeTicket(number: number): Promise<{ message: string }[]> {
  const { userErrors } = (await run(CLOSE, { input: { number } }, HUB)).closeHubTicket;
  if (userErrors.length === 0) revalidateTickets();
  return userErrors;
}

export async function reopenTicket(number: number): Promise<{ message: string }[]> {
  const { userErrors } = (await run(REOPEN, { input: { number } }, HUB)).reopenHubTicket;
  if (userErrors.length === 0) revalidateTickets();
  return userErrors;
}

const revalidateTickets = () => revalidatePath("/hub/tickets", "layout");

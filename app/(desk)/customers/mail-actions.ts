"use server";

import { revalidatePath } from "next/cache";
import { mutate, query } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { MailsOfCustomerFragment } from "@/graphql/client/graphql";

const RETRY = graphql(`
  mutation RetryMails($input: RetryMailsInput!) {
    retryMails(input: $input) {
      retried
      userErrors {
        message
      }
    }
  }
`);

const INVITE = graphql(`
  mutation SendInvitation($input: SendInvitationInput!) {
    sendInvitation(input: $input) {
      mail {
        address
      }
      userErrors {
        message
      }
    }
  }
`);

const TRY_ADDRESS = graphql(`
  mutation TryAddressAgain($input: TryAddressAgainInput!) {
    tryAddressAgain(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const OLDER_MAILS = graphql(`
  query OlderMails($id: ID!, $after: String!) {
    customer(id: $id) {
      mails(first: 20, after: $after) {
        ...MailsOfCustomer
      }
    }
  }
`);

/** A sentence on what was done, or what is to be put right. */
export type MailOutcome = { done: string; problem?: undefined } | { done?: undefined; problem: string };

export async function retryMails(
  which: { ids: string[] } | { jobId: string } | { importId: string },
): Promise<MailOutcome> {
  const { retryMails: answer } = await mutate(RETRY, { input: which });
  refresh();
  const { retried, userErrors } = answer;
  if (userErrors[0]) return { problem: userErrors[0].message };
  if (!retried) return { problem: "There is nothing left to try again." };
  return {
    done: retried === 1 ? "The mail is tried again." : `${retried.toLocaleString("en-GB")} mails are tried again.`,
  };
}

export async function sendInvitation(customerId: string): Promise<MailOutcome> {
  const { sendInvitation: answer } = await mutate(INVITE, { input: { customerId } });
  refresh();
  if (!answer.mail) return { problem: answer.userErrors[0]?.message ?? "No invitation was sent. Try again." };
  return { done: `An invitation to ${answer.mail.address} waits to be sent.` };
}

export async function tryAddressAgain(customerId: string): Promise<MailOutcome> {
  const { tryAddressAgain: answer } = await mutate(TRY_ADDRESS, { input: { customerId } });
  refresh();
  const [problem] = answer.userErrors;
  return problem ? { problem: problem.message } : { done: "Mail goes to this address again from now on." };
}

/** The page of the customer's mails that follows a cursor. */
export async function olderMails(id: string, after: string): Promise<MailsOfCustomerFragment | undefined> {
  const { customer } = await query(OLDER_MAILS, { id, after });
  return customer?.mails ?? undefined;
}

function refresh(): void {
  revalidatePath("/customers", "layout");
  revalidatePath("/jobs", "layout");
}

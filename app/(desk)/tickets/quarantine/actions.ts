"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import type { MailOutcome } from "@/app/(desk)/customers/mail-actions";
import { graphql } from "@/graphql/client";

const MAKE_TICKET = graphql(`
  mutation MakeTicketOfMail($input: MakeTicketOfMailInput!) {
    makeTicketOfMail(input: $input) {
      number
      userErrors {
        message
      }
    }
  }
`);

const PROCESS_AGAIN = graphql(`
  mutation ProcessMailAgain($input: ProcessMailAgainInput!) {
    processMailAgain(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const DISMISS = graphql(`
  mutation DismissMail($input: DismissMailInput!) {
    dismissMail(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const SPAM = graphql(`
  mutation MarkMailAsSpam($input: MarkMailAsSpamInput!) {
    markMailAsSpam(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const NO_SPAM = graphql(`
  mutation MarkMailAsNoSpam($input: MarkMailAsNoSpamInput!) {
    markMailAsNoSpam(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

/** Makes a ticket of a mail; `email` is whom it is from where the mail does not tell. */
export async function makeTicketOfMail(id: string, email: string): Promise<MailOutcome> {
  const { makeTicketOfMail: answer } = await mutate(MAKE_TICKET, { input: { id, email: email || null } });
  return outcome(answer.userErrors, `Ticket #${answer.number} was made of it.`);
}

export async function processMailAgain(id: string): Promise<MailOutcome> {
  const { processMailAgain: answer } = await mutate(PROCESS_AGAIN, { input: { id } });
  return outcome(answer.userErrors, "The mail is looked at again.");
}

export async function dismissMail(id: string): Promise<MailOutcome> {
  const { dismissMail: answer } = await mutate(DISMISS, { input: { id } });
  return outcome(answer.userErrors, "The mail was taken off the list.");
}

export async function markMailAsSpam(id: string): Promise<MailOutcome> {
  const { markMailAsSpam: answer } = await mutate(SPAM, { input: { id } });
  return outcome(answer.userErrors, "The sender is blocked, and the mail is with the spam.");
}

export async function markMailAsNoSpam(id: string): Promise<MailOutcome> {
  const { markMailAsNoSpam: answer } = await mutate(NO_SPAM, { input: { id } });
  return outcome(answer.userErrors, "The sender is not blocked any more, and the mail is looked at again.");
}

function outcome(problems: { message: string }[], done: string): MailOutcome {
  revalidatePath("/tickets", "layout");
  const [problem] = problems;
  return problem ? { problem: problem.message } : { done };
}

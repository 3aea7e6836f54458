"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import type { MailOutcome } from "@/app/(desk)/customers/mail-actions";
import { graphql } from "@/graphql/client";

const SPAM = graphql(`
  mutation MarkTicketAsSpam($input: MarkTicketAsSpamInput!) {
    markTicketAsSpam(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const NO_SPAM = graphql(`
  mutation MarkTicketAsNoSpam($input: MarkTicketAsNoSpamInput!) {
    markTicketAsNoSpam(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

/** Says of a ticket that it is spam, or that it is none after all. */
export async function setSpam(ticketId: string, what: "spam" | "no spam"): Promise<MailOutcome> {
  const input = { ticketId };
  const { userErrors } =
    what === "spam"
      ? (await mutate(SPAM, { input })).markTicketAsSpam
      : (await mutate(NO_SPAM, { input })).markTicketAsNoSpam;
  revalidatePath("/tickets", "layout");
  revalidatePath("/customers", "layout");
  const [problem] = userErrors;
  if (problem) return { problem: problem.message };
  return {
    done:
      what === "spam"
        ? "The ticket is closed as spam, and its customer is blocked."
        : "The ticket is open again, and its customer is not blocked any more.",
  };
}

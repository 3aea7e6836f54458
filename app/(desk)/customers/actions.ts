"use server";

import { setTimeout as pause } from "node:timers/promises";
import { revalidatePath } from "next/cache";
import { mutate, query } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type {
  CreateCustomerInput,
  DeleteCustomersMutation,
  OlderActivityQuery,
  SaveCustomerMutation,
  SaveNewCustomerMutation,
  TicketsOfCustomerFragment,
  UpdateCustomerInput,
} from "@/graphql/client/graphql";

const CREATE = graphql(`
  mutation SaveNewCustomer($input: CreateCustomerInput!) {
    createCustomer(input: $input) {
      customer {
        id
        displayName
      }
      userErrors {
        ...UserProblem
      }
    }
  }
`);

const UPDATE = graphql(`
  mutation SaveCustomer($input: UpdateCustomerInput!) {
    updateCustomer(input: $input) {
      customer {
        id
        version
        displayName
        email
        mobile
        firstName
        lastName
        organisation {
          id
          name
        }
        attributes {
          name
          type
          value
        }
        isActive
        hubAccess
      }
      userErrors {
        ...UserProblem
      }
    }
  }
`);

const DELETE = graphql(`
  mutation DeleteCustomers($input: DeleteCustomersInput!) {
    deleteCustomers(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
      }
    }
  }
  fragment MassOutcome on Job {
    id
    counts {
      done
      skipped
      failed
      pending
    }
    results(first: 100) {
      nodes {
        status
        reason
        customer {
          displayName
        }
      }
    }
  }
`);

const RESTORE = graphql(`
  mutation RestoreCustomers($input: RestoreCustomersInput!) {
    restoreCustomers(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
      }
    }
  }
`);

const UNDO = graphql(`
  mutation UndoDeletion($input: UndoJobInput!) {
    undoJob(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const JOB = graphql(`
  query MassAction($id: ID!) {
    job(id: $id) {
      ...MassOutcome
    }
  }
`);

const CREATE_ORGANISATION = graphql(`
  mutation CreateOrganisationHere($input: CreateOrganisationInput!) {
    createOrganisation(input: $input) {
      organisation {
        id
        name
      }
      userErrors {
        message
      }
    }
  }
`);

const OLDER = graphql(`
  query OlderActivity($id: ID!, $after: String!) {
    customer(id: $id) {
      activity(first: 20, after: $after) {
        nodes {
          ...TimelineEntry
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const OLDER_TICKETS = graphql(`
  query OlderTickets($id: ID!, $after: String!) {
    customer(id: $id) {
      tickets(first: 20, after: $after) {
        ...TicketsOfCustomer
      }
    }
  }
`);

export type Created = SaveNewCustomerMutation["createCustomer"];
export type Updated = SaveCustomerMutation["updateCustomer"];
export type MassJob = NonNullable<DeleteCustomersMutation["deleteCustomers"]["job"]>;
/** The job as far as it has come, or the sentence why there is none. */
export type MassOutcome = { job: MassJob; problem?: undefined } | { job?: undefined; problem: string };

export async function createCustomer(input: CreateCustomerInput): Promise<Created> {
  const { createCustomer: created } = await mutate(CREATE, { input });
  if (created.customer) revalidateCustomers();
  return created;
}

export async function updateCustomer(input: UpdateCustomerInput): Promise<Updated> {
  const { updateCustomer: updated } = await mutate(UPDATE, { input });
  if (updated.userErrors.length === 0) revalidateCustomers();
  return updated;
}

export async function deleteCustomers(ids: string[]): Promise<MassOutcome> {
  const { deleteCustomers: begun } = await mutate(DELETE, { input: { ids } });
  return whenFinished(begun);
}

export async function restoreCustomers(ids: string[]): Promise<MassOutcome> {
  const { restoreCustomers: begun } = await mutate(RESTORE, { input: { ids } });
  return whenFinished(begun);
}

/** Takes a deletion back. Undefined when it worked, else the sentence why not. */
export async function undoDeletion(jobId: string): Promise<string | undefined> {
  const { undoJob } = await mutate(UNDO, { input: { jobId } });
  revalidateCustomers();
  return undoJob.userErrors[0]?.message;
}

export async function createOrganisation(
  name: string,
): Promise<{ organisation?: { id: string; name: string } | null; problem?: string }> {
  const { createOrganisation: created } = await mutate(CREATE_ORGANISATION, { input: { name } });
  return { organisation: created.organisation, problem: created.userErrors[0]?.message };
}

/** The page of the timeline that follows a cursor. */
export async function olderActivity(
  id: string,
  after: string,
): Promise<NonNullable<OlderActivityQuery["customer"]>["activity"] | undefined> {
  const { customer } = await query(OLDER, { id, after });
  return customer?.activity;
}

/** The page of the customer's tickets that follows a cursor. */
export async function olderTickets(id: string, after: string): Promise<TicketsOfCustomerFragment | undefined> {
  const { customer } = await query(OLDER_TICKETS, { id, after });
  return customer?.tickets;
}

/** A page of 100 is the worker's to do: it is waited for as long as a person waits at a button. In milliseconds. */
const PATIENCE = 5_000;
const STEP = 250;

async function whenFinished(begun: { job?: MassJob | null; userErrors: { message: string }[] }): Promise<MassOutcome> {
  let job = begun.job;
  if (!job) return { problem: begun.userErrors[0]?.message ?? "Nothing was changed. Try again." };
  for (let waited = 0; job.counts.pending > 0 && waited < PATIENCE; waited += STEP) {
    await pause(STEP);
    job = (await query(JOB, { id: job.id })).job ?? job;
  }
  revalidateCustomers();
  return { job };
}

/** Lists, account pages and forms that the browser keeps for the Back button show what is true now. */
function revalidateCustomers(): void {
  revalidatePath("/customers", "layout");
}

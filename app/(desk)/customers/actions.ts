"use server";

import { revalidatePath } from "next/cache";
import { mutate, query } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type {
  CreateCustomerInput,
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
        mails(first: 1) {
          nodes {
            ...MailOfCustomer
          }
        }
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
        mails(first: 1) {
          nodes {
            ...MailOfCustomer
          }
        }
      }
      userErrors {
        ...UserProblem
      }
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

/** Lists, account pages and forms that the browser keeps for the Back button show what is true now. */
function revalidateCustomers(): void {
  revalidatePath("/customers", "layout");
}

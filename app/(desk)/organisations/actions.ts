"use server";

import { revalidatePath } from "next/cache";
import { mutate, query } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type {
  GrantOrganisationAccessInput,
  GrantsOfOrganisationFragment,
  RevokeOrganisationAccessInput,
  UpdateOrganisationInput,
} from "@/graphql/client/graphql";

const MAKE = graphql(`
  mutation MakeOrganisation($input: CreateOrganisationInput!) {
    createOrganisation(input: $input) {
      organisation {
        id
      }
      userErrors {
        message
      }
    }
  }
`);

const CHANGE = graphql(`
  mutation ChangeOrganisation($input: UpdateOrganisationInput!) {
    updateOrganisation(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const DELETE = graphql(`
  mutation DeleteOrganisation($input: DeleteOrganisationInput!) {
    deleteOrganisation(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const GRANT = graphql(`
  mutation GiveAccess($input: GrantOrganisationAccessInput!) {
    grantOrganisationAccess(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const REVOKE = graphql(`
  mutation TakeAccess($input: RevokeOrganisationAccessInput!) {
    revokeOrganisationAccess(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const JOIN = graphql(`
  mutation JoinOrganisation($input: UpdateCustomerInput!) {
    updateCustomer(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const MORE_GRANTS = graphql(`
  query MoreGrants($id: ID!, $after: String!) {
    organisation(id: $id) {
      grants(first: 50, after: $after) {
        ...GrantsOfOrganisation
      }
    }
  }
`);

export async function makeOrganisation(name: string): Promise<{ id?: string; problem?: string }> {
  const { organisation, userErrors } = (await mutate(MAKE, { input: { name } })).createOrganisation;
  if (organisation) revalidatePath("/organisations");
  return { id: organisation?.id, problem: userErrors[0]?.message };
}

/** Saves and returns what is to be put right; nothing when it worked. */
export async function changeOrganisation(
  input: UpdateOrganisationInput,
): Promise<{ message: string; path: string[] }[]> {
  const { userErrors } = (await mutate(CHANGE, { input })).updateOrganisation;
  if (userErrors.length === 0) showAnew();
  return userErrors;
}

/** Returns what keeps it; nothing when it is gone. */
export async function deleteOrganisation(id: string): Promise<string | undefined> {
  return problemOf((await mutate(DELETE, { input: { id } })).deleteOrganisation.userErrors);
}

/** After a mass action that makes members. */
export async function showOrganisationAnew(): Promise<void> {
  showAnew();
}

/** Returns what is wrong; nothing when it worked. */
export async function giveAccess(input: GrantOrganisationAccessInput): Promise<string | undefined> {
  return problemOf((await mutate(GRANT, { input })).grantOrganisationAccess.userErrors);
}

/** Returns what is wrong; nothing when it worked. */
export async function takeAccess(input: RevokeOrganisationAccessInput): Promise<string | undefined> {
  return problemOf((await mutate(REVOKE, { input })).revokeOrganisationAccess.userErrors);
}

/** Makes a customer a member. Returns what is wrong; nothing when it worked. */
export async function joinOrganisation(customerId: string, organisationId: string): Promise<string | undefined> {
  return problemOf((await mutate(JOIN, { input: { id: customerId, organisationId } })).updateCustomer.userErrors);
}

/** The page of an organisation's grants that follows a cursor. */
export async function moreGrants(id: string, after: string): Promise<GrantsOfOrganisationFragment | undefined> {
  return (await query(MORE_GRANTS, { id, after })).organisation?.grants;
}

function problemOf(userErrors: { message: string }[]): string | undefined {
  if (userErrors.length === 0) showAnew();
  return userErrors[0]?.message;
}

/** Both customers' and organisations' pages tell of it. */
function showAnew(): void {
  revalidatePath("/organisations", "layout");
  revalidatePath("/customers", "layout");
}

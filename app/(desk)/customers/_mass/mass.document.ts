import { graphql } from "@/graphql/client";

export const PREVIEW = graphql(`
  query MassPreview(
    $action: MassAction!
    $ids: [ID!]
    $matching: CustomerSelectionInput
    $organisationId: ID
    $attribute: String
    $value: String
  ) {
    massActionPreview(
      action: $action
      ids: $ids
      matching: $matching
      organisationId: $organisationId
      attribute: $attribute
      value: $value
    ) {
      count
      isExact
      skips {
        reason
        count
      }
      problem
    }
  }
`);

export const DELETE = graphql(`
  mutation DeleteCustomers($input: DeleteCustomersInput!) {
    begun: deleteCustomers(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
        path
      }
    }
  }
  fragment MassOutcome on Job {
    id
    status
    undoable
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

export const RESTORE = graphql(`
  mutation RestoreCustomers($input: RestoreCustomersInput!) {
    begun: restoreCustomers(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
        path
      }
    }
  }
`);

export const FORCE_RESET = graphql(`
  mutation ForceResetPasswords($input: ForceResetPasswordsInput!) {
    begun: forceResetPasswords(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
        path
      }
    }
  }
`);

export const SET_HUB_ACCESS = graphql(`
  mutation SetHubAccess($input: SetHubAccessInput!) {
    begun: setHubAccess(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
        path
      }
    }
  }
`);

export const BLOCK = graphql(`
  mutation BlockCustomers($input: BlockCustomersInput!) {
    begun: blockCustomers(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
        path
      }
    }
  }
`);

export const UNBLOCK = graphql(`
  mutation UnblockCustomers($input: UnblockCustomersInput!) {
    begun: unblockCustomers(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
        path
      }
    }
  }
`);

export const SET_ORGANISATION = graphql(`
  mutation SetOrganisation($input: SetOrganisationInput!) {
    begun: setOrganisation(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
        path
      }
    }
  }
`);

export const SET_ATTRIBUTE = graphql(`
  mutation SetAttribute($input: SetAttributeInput!) {
    begun: setAttribute(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
        path
      }
    }
  }
`);

export const UNDO = graphql(`
  mutation UndoMassAction($input: UndoJobInput!) {
    begun: undoJob(input: $input) {
      job {
        ...MassOutcome
      }
      userErrors {
        message
        path
      }
    }
  }
`);

export const JOB = graphql(`
  query MassAction($id: ID!) {
    job(id: $id) {
      ...MassOutcome
    }
  }
`);

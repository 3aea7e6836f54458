import { graphql } from "@/graphql/client";

export const CUSTOMER_TO_EDIT = graphql(`
  query CustomerToEdit($id: ID!) {
    customer(id: $id) {
      id
      version
      displayName
      deletedAt
      mergedInto {
        id
      }
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
      hasPassword
    }
    attributeDefinitions {
      name
      type
      choices
      isRequired
      isOnEveryForm
    }
    settings {
      defaultCountry
      hubActivated
    }
  }
`);

export const NEW_CUSTOMER_FORM = graphql(`
  query NewCustomerForm {
    attributeDefinitions {
      name
      type
      choices
      isRequired
      isOnEveryForm
    }
    settings {
      defaultCountry
      hubActivated
      newCustomersHaveHubAccess
    }
  }
`);

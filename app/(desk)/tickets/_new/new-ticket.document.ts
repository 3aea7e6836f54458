import { graphql } from "@/graphql/client";

export const NEW_TICKET_FORM = graphql(`
  query NewTicketForm($customerId: ID!, $withCustomer: Boolean!) {
    agents {
      id
      name
    }
    settings {
      defaultCountry
    }
    customer(id: $customerId) @include(if: $withCustomer) {
      id
      displayName
      email
      mobile
      deletedAt
    }
  }
`);

import { graphql } from "@/graphql/client";

export const GRANTS_OF_ORGANISATION = graphql(`
  fragment GrantsOfOrganisation on GranteeConnection {
    nodes {
      level
      customer {
        id
        displayName
        email
        deletedAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

export const ORGANISATION = graphql(`
  query OrganisationPage($id: ID!, $withTickets: Boolean!) {
    organisation(id: $id) {
      id
      name
      version
      domains
      newcomers
      createdAt
      memberCount
      members(first: 10) {
        nodes {
          id
          displayName
          email
          mobile
        }
      }
      grants(first: 50) {
        ...GrantsOfOrganisation
      }
      openTicketCount @include(if: $withTickets)
      tickets(first: 10) @include(if: $withTickets) {
        ...TicketsOfCustomer
      }
    }
    suggestedMembers(organisationId: $id, first: 25) {
      nodes {
        id
        displayName
        email
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

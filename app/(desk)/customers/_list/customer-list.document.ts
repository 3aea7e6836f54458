import { graphql } from "@/graphql/client";

export const CUSTOMER_LIST = graphql(`
  query CustomerList(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $query: String
    $filter: CustomerFilterInput
    $sort: CustomerSortInput
    $withAttributes: Boolean!
    $withTags: Boolean!
    $withTickets: Boolean!
    $organisationId: ID!
    $withOrganisation: Boolean!
  ) {
    customers(
      first: $first
      last: $last
      after: $after
      before: $before
      query: $query
      filter: $filter
      sort: $sort
    ) {
      nodes {
        id
        displayName
        initials
        email
        mobile
        organisation {
          id
          name
        }
        isActive
        hubAccess
        isBlocked
        source
        sourceImportId
        createdAt
        lastActivityAt
        deletedAt
        openTicketCount @include(if: $withTickets)
        ticketCount @include(if: $withTickets)
        tags @include(if: $withTags)
        attributes @include(if: $withAttributes) {
          name
          value
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount
      totalCountIsExact
    }
    attributeDefinitions {
      name
      type
      choices
      isOnEveryForm
    }
    organisation(id: $organisationId) @include(if: $withOrganisation) {
      id
      name
    }
  }
`);

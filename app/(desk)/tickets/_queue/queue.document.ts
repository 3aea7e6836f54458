import { graphql } from "@/graphql/client";

export const TICKET_QUEUE = graphql(`
  query TicketQueue(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $query: String
    $filter: TicketFilterInput
    $sort: TicketSortInput
    $organisationId: ID!
    $withOrganisation: Boolean!
    $reporterId: ID!
    $withReporter: Boolean!
  ) {
    quarantinedMailCount
    tickets(
      first: $first
      last: $last
      after: $after
      before: $before
      query: $query
      filter: $filter
      sort: $sort
    ) {
      nodes {
        number
        subject
        status
        priority
        reporterName
        reporterIsDeleted
        assignee {
          name
        }
        organisation {
          name
        }
        updatedAt
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
    agents {
      id
      name
    }
    organisation(id: $organisationId) @include(if: $withOrganisation) {
      id
      name
    }
    customer(id: $reporterId) @include(if: $withReporter) {
      displayName
      deletedAt
    }
  }
`);

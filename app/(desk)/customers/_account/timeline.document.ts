import { graphql } from "@/graphql/client";

export const TIMELINE_ENTRY = graphql(`
  fragment TimelineEntry on ActivityEntry {
    id
    action
    actorKind
    actorName
    actorIsDeleted
    occurredAt
    importId
    ticketNumber
    changes {
      field
      from
      to
    }
    happenedTo {
      id
      displayName
    }
    merge {
      id
      mergedName
      unmergedAt
      kept {
        id
      }
      leftovers {
        field
        reason
      }
    }
  }
`);

export const ACCOUNT_TICKETS = graphql(`
  fragment AccountTickets on Customer {
    ticketCounts {
      new
      open
      pending
      onHold
      closed
    }
    tickets(first: 10) {
      ...TicketsOfCustomer
    }
  }
  fragment TicketsOfCustomer on CustomerTicketConnection {
    nodes {
      id
      number
      subject
      status
      createdAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

export const ACCOUNT_NOTES = graphql(`
  fragment AccountNotes on CustomerNoteConnection {
    nodes {
      id
      authorName
      body
      isOwn
      createdAt
      updatedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

export const ACCOUNT = graphql(`
  query Account($id: ID!, $withTickets: Boolean!) {
    customer(id: $id) {
      id
      displayName
      initials
      email
      mobile
      firstName
      lastName
      organisation {
        id
        name
      }
      suggestedOrganisation {
        id
        name
      }
      organisationAccess {
        level
        organisation {
          id
          name
        }
      }
      attributes {
        name
        type
        value
      }
      isActive
      hubAccess
      isBlocked
      source
      sourceImportId
      createdAt
      updatedAt
      deletedAt
      mergedInto {
        id
      }
      mergedFrom {
        id
      }
      identifiers {
        id
        kind
        value
        isPrimary
        isVerified
      }
      tags
      notes(first: 5) {
        ...AccountNotes
      }
      ...AccountTickets @include(if: $withTickets)
      emailBounced
      mails(first: 5) {
        ...MailsOfCustomer
      }
      activity(first: 20) {
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

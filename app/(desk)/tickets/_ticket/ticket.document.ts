import { graphql } from "@/graphql/client";

export const TICKET_VALUES = graphql(`
  fragment TicketToEdit on Ticket {
    id
    version
    number
    subject
    status
    priority
    tags
    assignee {
      id
      name
    }
    reporterName
    reporterIsDeleted
  }
`);

export const TICKET_HISTORY = graphql(`
  fragment TicketHistory on TicketChangeConnection {
    nodes {
      id
      actorKind
      actorName
      actorIsDeleted
      occurredAt
      changes {
        field
        from
        to
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

export const CONVERSATION = graphql(`
  fragment Conversation on CommentConnection {
    nodes {
      id
      authorKind
      authorName
      authorIsDeleted
      authorAgentId
      bodyText
      bodyHtml
      mail {
        cameBy
        fromLine
        toLine
        sentAt
        quoted
        pageUrl
        filesLeftOut
        originalUrl
      }
      attachments {
        id
        fileName
        size
        url
        isInPage
      }
      isInternal
      createdAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

/** The reporter as the widget shows them; `tickets` are the newest ones, of which it takes those that are not closed. */
export const WIDGET_CUSTOMER = graphql(`
  fragment WidgetCustomer on Customer {
    id
    displayName
    initials
    email
    mobile
    identifiers {
      kind
      value
    }
    organisation {
      name
    }
    attributes {
      name
      value
    }
    isActive
    hubAccess
    isBlocked
    deletedAt
    openTicketCount
    tickets(first: 20) {
      nodes {
        number
        subject
        status
      }
    }
  }
`);

export const TICKET = graphql(`
  query Ticket($number: Int!, $withCustomer: Boolean!) {
    ticket(number: $number) {
      ...TicketToEdit
      source
      replyEmail
      createdAt
      updatedAt
      closedAt
      organisation {
        id
        name
      }
      reporter @include(if: $withCustomer) {
        ...WidgetCustomer
      }
      comments(first: 100) {
        ...Conversation
      }
      history(first: 10) {
        ...TicketHistory
      }
    }
    agents {
      id
      name
    }
    settings {
      sendsMail
    }
  }
`);

export const MORE_COMMENTS = graphql(`
  query MoreComments($number: Int!, $after: String!) {
    ticket(number: $number) {
      comments(first: 100, after: $after) {
        ...Conversation
      }
    }
  }
`);

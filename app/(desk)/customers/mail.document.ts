import { graphql } from "@/graphql/client";

/** A mail as lists show it. */
export const MAIL = graphql(`
  fragment MailOfCustomer on Mail {
    id
    kind
    address
    status
    reason
    subject
    createdAt
    updatedAt
  }
  fragment MailsOfCustomer on MailConnection {
    nodes {
      ...MailOfCustomer
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

import { graphql } from "@/graphql/client";

export const TIMELINE_ENTRY = graphql(`
  fragment TimelineEntry on ActivityEntry {
    id
    action
    actorKind
    actorName
    occurredAt
    importId
    changes {
      field
      from
      to
    }
  }
`);

export const ACCOUNT = graphql(`
  query Account($id: ID!) {
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

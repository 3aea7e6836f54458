import { graphql } from "@/graphql/client";

export const MERGE_PREVIEW = graphql(`
  query MergeTwo($keepId: ID!, $mergeId: ID!, $withTickets: Boolean!) {
    mergePreview(keepId: $keepId, mergeId: $mergeId) {
      kept {
        ...MergeSideOf
      }
      merged {
        ...MergeSideOf
      }
      fields {
        field
        kept
        merged
        isChoice
      }
      ticketsToMove
      notesToMove
      grantsToMove
      tagsToAdd
      identifiersToMove
      passwordOf
      isBlocked
      hubAccess
      problem
    }
  }
  fragment MergeSideOf on Customer {
    id
    version
    displayName
    email
    createdAt
    lastActivityAt
    ticketCount @include(if: $withTickets)
    isBlocked
    hubAccess
    deletedAt
    identifiers {
      kind
      value
      isPrimary
      isVerified
    }
    mergedInto {
      id
      displayName
    }
  }
`);

export const CUSTOMER_TO_MERGE = graphql(`
  query CustomerToMerge($id: ID!) {
    customer(id: $id) {
      id
      displayName
    }
  }
`);

import { graphql } from "@/graphql/client";

export const JOB_PAGE = graphql(`
  query JobPage($id: ID!, $after: String, $outcome: JobResultStatus) {
    job(id: $id) {
      id
      kind
      status
      actorName
      progressDone
      progressTotal
      createdAt
      finishedAt
      undoable
      cancellable
      undoneByJobId
      mailCounts {
        ...MassMailCounts
      }
      failedMails: mails(first: 20, status: FAILED) {
        ...TroubledMails
      }
      bouncedMails: mails(first: 20, status: BOUNCED) {
        ...TroubledMails
      }
      counts {
        done
        skipped
        failed
        pending
      }
      results(first: 50, after: $after, outcome: $outcome) {
        nodes {
          position
          customerId
          status
          reason
          customer {
            displayName
            deletedAt
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

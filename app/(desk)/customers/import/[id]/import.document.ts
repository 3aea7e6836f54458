import { graphql } from "@/graphql/client";
import type { ImportPageQuery } from "@/graphql/client/graphql";

export const IMPORT_PAGE = graphql(`
  query ImportPage($id: ID!, $verdict: RowVerdict) {
    import(id: $id) {
      id
      uploadId
      fileName
      status
      message
      totalRows
      rowsDone
      created
      updated
      unchanged
      restored
      failed
      createdByName
      createdAt
      finishedAt
      job {
        id
        progressDone
        progressTotal
      }
      undo {
        removed
        putBack
        left
        finishedAt
        job {
          status
          progressDone
          progressTotal
        }
      }
      mailCounts {
        ...MassMailCounts
      }
      failedMails: mails(first: 20, status: FAILED) {
        ...TroubledMails
      }
      bouncedMails: mails(first: 20, status: BOUNCED) {
        ...TroubledMails
      }
      skippedMails: mails(first: 20, status: SKIPPED) {
        ...TroubledMails
      }
      undoLeftovers(first: 20) {
        nodes {
          customerId
          field
          reason
          customer {
            displayName
            deletedAt
          }
        }
      }
      file {
        encoding
        delimiter
        size
      }
      columns {
        index
        header
        label
        target
        field
        attribute
        isChosen
        samples
      }
      options {
        createOrganisations
        createAttributes
        sendInvitations
      }
      preview {
        create
        update
        unchanged
        restore
        error
        rows(verdict: $verdict, first: 50) {
          nodes {
            rowNo
            line
            verdict
            label
            customerId
            columnName
            message
            changes {
              field
              from
              to
            }
          }
        }
      }
      failures(first: 20) {
        nodes {
          rowNo
          line
          columnName
          message
        }
      }
    }
    importChoices {
      fields {
        name
        label
      }
      encodings {
        value
        label
      }
      delimiters {
        value
        label
      }
    }
    attributeDefinitions {
      name
    }
  }
`);

export type ImportOfPage = NonNullable<ImportPageQuery["import"]>;
export type ColumnOfPage = ImportOfPage["columns"][number];
export type PreviewOfPage = NonNullable<ImportOfPage["preview"]>;
export type ChoicesOfPage = ImportPageQuery["importChoices"];

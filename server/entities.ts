import { AccessToken } from "./accounts/access-token.entity";
import { Agent } from "./accounts/agent.entity";
import { AgentLink } from "./accounts/agent-link.entity";
import { AgentSession } from "./accounts/agent-session.entity";
import { CustomerLink } from "./accounts/customer-link.entity";
import { CustomerLogin } from "./accounts/customer-login.entity";
import { CustomerSession } from "./accounts/customer-session.entity";
import { PendingRegistration } from "./accounts/pending-registration.entity";
import { RateLimit } from "./accounts/rate-limit.entity";
import { ActivityEntry } from "./activity/activity-entry.entity";
import { AuditEntry } from "./activity/audit-entry.entity";
import { AttributeDefinition } from "./customers/attribute-definition.entity";
import { Customer } from "./customers/customer.entity";
import { CustomerAttribute } from "./customers/customer-attribute.entity";
import { CustomerIdentifier } from "./customers/customer-identifier.entity";
import { CustomerNote } from "./customers/customer-note.entity";
import { CustomerTag } from "./customers/customer-tag.entity";
import { CustomerWord } from "./customers/customer-word.entity";
import { DuplicateKey } from "./customers/duplicate-key.entity";
import { MassActionRecord } from "./customers/mass-actions/mass-action.entity";
import { CustomerMerge, CustomerMergeField, CustomerMergeMove } from "./customers/merging/customer-merge.entity";
import { PossibleDuplicate } from "./customers/possible-duplicate.entity";
import { Upload } from "./files/upload.entity";
import { IdRange } from "./id-range.entity";
import { Import } from "./imports/import.entity";
import { ImportChange } from "./imports/import-change.entity";
import { ImportClaim } from "./imports/import-claim.entity";
import { ImportColumn } from "./imports/import-column.entity";
import { ImportFailure } from "./imports/import-failure.entity";
import { ImportLeftover } from "./imports/import-leftover.entity";
import { ImportPreviewRow } from "./imports/import-preview-row.entity";
import { ImportSlice } from "./imports/import-slice.entity";
import { Job } from "./jobs/job.entity";
import { JobResult } from "./jobs/job-result.entity";
import { NamedLease } from "./jobs/named-lease.entity";
import { AutomaticAnswers } from "./mail/automatic-answer.entity";
import { ImapMailbox } from "./mail/imap/imap-mailbox.entity";
import { IncomingMail } from "./mail/incoming/incoming-mail.entity";
import { Mail } from "./mail/mail.entity";
import { MailBatch } from "./mail/mail-batch.entity";
import { MailBatchPart } from "./mail/mail-batch-part.entity";
import { MailEvent } from "./mail/mail-event.entity";
import { MailGate } from "./mail/mail-gate.entity";
import { MailValue } from "./mail/mail-value.entity";
import { ThreadMessage } from "./mail/thread-message.entity";
import { UndeliverableAddress } from "./mail/undeliverable-address.entity";
import { Organisation } from "./organisations/organisation.entity";
import { OrganisationDomain } from "./organisations/organisation-domain.entity";
import { OrganisationGrant } from "./organisations/organisation-grant.entity";
import { Setting } from "./settings/setting.entity";
import { CommentAttachment } from "./tickets/comment-attachment.entity";
import { Notice, NoticeChoice } from "./tickets/notice.entity";
import { Submission } from "./tickets/submission.entity";
import { Ticket } from "./tickets/ticket.entity";
import { TicketChange } from "./tickets/ticket-change.entity";
import { TicketComment } from "./tickets/ticket-comment.entity";
import { TicketCount } from "./tickets/ticket-count.entity";
import { TicketPresence } from "./tickets/ticket-presence.entity";
import { TicketTag } from "./tickets/ticket-tag.entity";
import { TicketWord } from "./tickets/ticket-word.entity";
import { Webhook } from "./webhooks/webhook.entity";
import { WebhookAttempt } from "./webhooks/webhook-attempt.entity";
import { WebhookDelivery } from "./webhooks/webhook-delivery.entity";
import { WebhookEvent } from "./webhooks/webhook-event.entity";

/** Every table of the product. */
export const ENTITIES = [
  AccessToken,
  ActivityEntry,
  Agent,
  AgentLink,
  AgentSession,
  AttributeDefinition,
  CommentAttachment,
  AuditEntry,
  AutomaticAnswers,
  Customer,
  CustomerAttribute,
  CustomerIdentifier,
  CustomerLink,
  CustomerLogin,
  CustomerMerge,
  CustomerMergeField,
  CustomerMergeMove,
  CustomerSession,
  CustomerNote,
  CustomerTag,
  CustomerWord,
  DuplicateKey,
  IdRange,
  ImapMailbox,
  IncomingMail,
  Import,
  ImportChange,
  ImportClaim,
  ImportColumn,
  ImportFailure,
  ImportLeftover,
  ImportPreviewRow,
  ImportSlice,
  Job,
  JobResult,
  NamedLease,
  Mail,
  MailBatch,
  MailBatchPart,
  MailEvent,
  MailGate,
  MailValue,
  MassActionRecord,
  Organisation,
  Notice,
  NoticeChoice,
  RateLimit,
  OrganisationDomain,
  OrganisationGrant,
  PendingRegistration,
  PossibleDuplicate,
  Setting,
  ThreadMessage,
  Submission,
  Ticket,
  TicketChange,
  TicketComment,
  TicketCount,
  TicketPresence,
  TicketTag,
  TicketWord,
  UndeliverableAddress,
  Webhook,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEvent,
  Upload,
];

import { Accounts1764000000001 } from "./1764000000001-accounts";
import { OrganisationsAndSettings1764000000002 } from "./1764000000002-organisations-and-settings";
import { Customers1764000000003 } from "./1764000000003-customers";
import { Attributes1764000000004 } from "./1764000000004-attributes";
import { Activity1764000000005 } from "./1764000000005-activity";
import { Jobs1764000000006 } from "./1764000000006-jobs";
import { Imports1764000000007 } from "./1764000000007-imports";
import { OrganisationGrants1764000000008 } from "./1764000000008-organisation-grants";
import { ImportColumns1764000000009 } from "./1764000000009-import-columns";
import { Tickets1764000000010 } from "./1764000000010-tickets";
import { PossibleDuplicates1764000000011 } from "./1764000000011-possible-duplicates";
import { TicketsOfCustomers1764000000012 } from "./1764000000012-tickets-of-customers";
import { UndoOfImports1764000000013 } from "./1764000000013-undo-of-imports";
import { Mail1764000000014 } from "./1764000000014-mail";
import { CustomerLogins1764000000017 } from "./1764000000017-customer-logins";
import { PendingRegistrations1764000000018 } from "./1764000000018-pending-registrations";
import { MassActions1764000000020 } from "./1764000000020-mass-actions";
import { Audit1764000000021 } from "./1764000000021-audit";
import { ImportSlices1764000000024 } from "./1764000000024-import-slices";
import { ErrorFiles1764000000025 } from "./1764000000025-error-files";
import { CommentAttachments1764000000026 } from "./1764000000026-comment-attachments";
import { AgentsOnTickets1764000000027 } from "./1764000000027-agents-on-tickets";
import { NotesAndTagsOfCustomers1764000000028 } from "./1764000000028-notes-and-tags-of-customers";
import { DuplicateKeys1764000000029 } from "./1764000000029-duplicate-keys";
import { ThreadsOfMail1764000000034 } from "./1764000000034-threads-of-mail";
import { ImapMailboxes1764000000035 } from "./1764000000035-imap-mailboxes";
import { IncomingMails1764000000036 } from "./1764000000036-incoming-mails";
import { Submissions1764000000037 } from "./1764000000037-submissions";
import { TicketsOfOrganisations1764000000039 } from "./1764000000039-tickets-of-organisations";
import { OrganisationDomains1764000000040 } from "./1764000000040-organisation-domains";
import { OrganisationRules1764000000041 } from "./1764000000041-organisation-rules";
import { AgentLinks1764000000043 } from "./1764000000043-agent-links";
import { MergedCustomers1764000000046 } from "./1764000000046-merged-customers";
import { CustomerMerges1764000000047 } from "./1764000000047-customer-merges";
import { MergesInTimelines1764000000048 } from "./1764000000048-merges-in-timelines";
import { CustomersInNotices1764000000049 } from "./1764000000049-customers-in-notices";
import { RequestsByForm1764000000051 } from "./1764000000051-requests-by-form";
import { NewAddressesOfLinks1764000000052 } from "./1764000000052-new-addresses-of-links";
import { OwnersOfTokens1764000000056 } from "./1764000000056-owners-of-tokens";
import { Webhooks1764000000057 } from "./1764000000057-webhooks";
import { PagesOfMails1764000000062 } from "./1764000000062-pages-of-mails";
import { DueJobsByKind1764000000067 } from "./1764000000067-due-jobs-by-kind";
import { MailsWaitInLine1764000000068 } from "./1764000000068-mails-wait-in-line";
import { DuplicatesByAnyAddress1764000000071 } from "./1764000000071-duplicates-by-any-address";
import { WorkersLostAtJobs1764000000080 } from "./1764000000080-workers-lost-at-jobs";

/** Every migration, in order. A released one never changes: write the next. */
export const migrations = [
  Accounts1764000000001,
  OrganisationsAndSettings1764000000002,
  Customers1764000000003,
  Attributes1764000000004,
  Activity1764000000005,
  Jobs1764000000006,
  Imports1764000000007,
  OrganisationGrants1764000000008,
  ImportColumns1764000000009,
  Tickets1764000000010,
  PossibleDuplicates1764000000011,
  TicketsOfCustomers1764000000012,
  UndoOfImports1764000000013,
  Mail1764000000014,
  CustomerLogins1764000000017,
  PendingRegistrations1764000000018,
  MassActions1764000000020,
  Audit1764000000021,
  ImportSlices1764000000024,
  ErrorFiles1764000000025,
  CommentAttachments1764000000026,
  AgentsOnTickets1764000000027,
  NotesAndTagsOfCustomers1764000000028,
  DuplicateKeys1764000000029,
  ThreadsOfMail1764000000034,
  ImapMailboxes1764000000035,
  IncomingMails1764000000036,
  Submissions1764000000037,
  TicketsOfOrganisations1764000000039,
  OrganisationDomains1764000000040,
  OrganisationRules1764000000041,
  AgentLinks1764000000043,
  MergedCustomers1764000000046,
  CustomerMerges1764000000047,
  MergesInTimelines1764000000048,
  CustomersInNotices1764000000049,
  RequestsByForm1764000000051,
  NewAddressesOfLinks1764000000052,
  OwnersOfTokens1764000000056,
  Webhooks1764000000057,
  PagesOfMails1764000000062,
  DueJobsByKind1764000000067,
  MailsWaitInLine1764000000068,
  DuplicatesByAnyAddress1764000000071,
  WorkersLostAtJobs1764000000080,
];

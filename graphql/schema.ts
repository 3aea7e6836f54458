import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { buildSchemaSync } from "type-graphql";
import { AccountsResolver } from "./accounts/accounts.resolver";
import { AgentAccountsResolver, AgentPasswordsResolver } from "./accounts/agents.resolver";
import { HubAccountsResolver } from "./accounts/hub-accounts.resolver";
import { HubProfileResolver } from "./accounts/hub-profile.resolver";
import { TokensResolver } from "./accounts/tokens.resolver";
import { AuditResolver } from "./activity/audit.resolver";
import { AttributesResolver } from "./customers/attributes.resolver";
import { CustomerConnectionResolver, CustomersResolver } from "./customers/customers.resolver";
import { IdentifiersResolver } from "./customers/identifiers.resolver";
import { MassActionPreviewResolver } from "./customers/mass-action-preview.resolver";
import { MassActionsResolver } from "./customers/mass-actions.resolver";
import { MergedCustomersResolver, MergesInTimelinesResolver, MergesResolver } from "./customers/merges.resolver";
import { CustomerNotesResolver, NotesAndTagsResolver } from "./customers/notes-and-tags.resolver";
import { PossibleDuplicatesResolver } from "./customers/possible-duplicates.resolver";
import { DateTime } from "./date-time";
import {
  ImportFieldsResolver,
  ImportLeftoverResolver,
  ImportPreviewResolver,
  ImportPreviewRowResolver,
} from "./imports/import-fields.resolver";
import { ImportsResolver } from "./imports/imports.resolver";
import { JobControlResolver } from "./jobs/job-control.resolver";
import { JobResultResolver, JobsResolver } from "./jobs/jobs.resolver";
import { CustomerMailsResolver } from "./mail/customer-mails.resolver";
import { ImportMailsResolver, JobMailsResolver } from "./mail/job-mails.resolver";
import { MailFieldsResolver, MailsResolver } from "./mail/mails.resolver";
import { CommentMailResolver, QuarantineResolver } from "./mail/quarantine.resolver";
import { RequestsResolver } from "./mail/requests.resolver";
import { SendingResolver } from "./mail/sending.resolver";
import { OrganisationAccessResolver } from "./organisations/organisation-access.resolver";
import {
  GranteeResolver,
  OrganisationFieldsResolver,
  SuggestedOrganisationResolver,
} from "./organisations/organisation-fields.resolver";
import { OrganisationsResolver } from "./organisations/organisations.resolver";
import { plainResolvers } from "./plain-resolvers";
import { SettingsResolver } from "./settings/settings.resolver";
import { AttachmentsResolver, CommentsResolver } from "./tickets/comments.resolver";
import { CustomerTicketsResolver } from "./tickets/customer-tickets.resolver";
import {
  ActorsOfNoticesResolver,
  ActorsOfTimelinesResolver,
  TicketChangesResolver,
} from "./tickets/deleted-actors.resolver";
import { HubCommentsResolver, HubTicketConnectionResolver, HubTicketsResolver } from "./tickets/hub-tickets.resolver";
import { HubWritingResolver } from "./tickets/hub-writing.resolver";
import { NoticesResolver } from "./tickets/notices.resolver";
import { TicketFieldsResolver } from "./tickets/ticket-fields.resolver";
import { TicketConnectionResolver, TicketsResolver } from "./tickets/tickets.resolver";
import { WebhooksResolver } from "./webhooks/webhooks.resolver";

/** The whole schema. Built once a process: TypeGraphQL keeps what its decorators saw in a global of its own. */
export function buildHelpdeskSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      AccountsResolver,
      AgentAccountsResolver,
      AgentPasswordsResolver,
      AttachmentsResolver,
      AttributesResolver,
      AuditResolver,
      ActorsOfNoticesResolver,
      ActorsOfTimelinesResolver,
      CommentsResolver,
      CustomerConnectionResolver,
      CustomerMailsResolver,
      CustomerNotesResolver,
      CustomerTicketsResolver,
      CustomersResolver,
      HubAccountsResolver,
      HubCommentsResolver,
      HubProfileResolver,
      HubTicketConnectionResolver,
      HubTicketsResolver,
      HubWritingResolver,
      IdentifiersResolver,
      ImportFieldsResolver,
      ImportPreviewResolver,
      ImportLeftoverResolver,
      ImportPreviewRowResolver,
      ImportMailsResolver,
      ImportsResolver,
      JobControlResolver,
      JobMailsResolver,
      JobResultResolver,
      JobsResolver,
      MailFieldsResolver,
      QuarantineResolver,
      CommentMailResolver,
      MailsResolver,
      MassActionPreviewResolver,
      MassActionsResolver,
      MergedCustomersResolver,
      MergesInTimelinesResolver,
      MergesResolver,
      NotesAndTagsResolver,
      NoticesResolver,
      TicketChangesResolver,
      GranteeResolver,
      OrganisationAccessResolver,
      OrganisationFieldsResolver,
      OrganisationsResolver,
      SuggestedOrganisationResolver,
      PossibleDuplicatesResolver,
      RequestsResolver,
      SendingResolver,
      SettingsResolver,
      TicketConnectionResolver,
      TicketFieldsResolver,
      TicketsResolver,
      TokensResolver,
      WebhooksResolver,
    ],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    // The verbs check their input themselves (DESIGN trap 20), so that jobs and the command line obey the same rules.
    validate: false,
  });
  return plainResolvers(schema);
}

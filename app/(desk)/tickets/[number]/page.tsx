import { Text } from "@mantine/core";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { Moment } from "@/app/_ui/moment";
import { Panel } from "@/app/_ui/panel";
import { RecordHeader } from "@/app/_ui/record-header";
import type { ConversationFragment } from "@/graphql/client/graphql";
import { QUEUE } from "../_queue/queue-state";
import { ChangeReporter } from "../_ticket/change-reporter";
import { Conversation } from "../_ticket/conversation";
import { CustomerWidget } from "../_ticket/customer-widget";
import { ReplyBox } from "../_ticket/reply-box";
import { SpamButton } from "../_ticket/spam-button";
import { MORE_COMMENTS, TICKET } from "../_ticket/ticket.document";
import classes from "../_ticket/ticket.module.css";
import { ReporterName, TicketFacts, type TicketOnPage } from "../_ticket/ticket-facts";
import { TicketForm } from "../_ticket/ticket-form";
import { TicketHistory } from "../_ticket/ticket-history";
import { TicketRoom } from "../_ticket/ticket-room";
import { WhoSees } from "../_ticket/who-sees";
import { WidgetContent } from "../_ticket/widget-content";
import { StatusBadge } from "../status-badge";

interface TicketPageProps {
  params: Promise<{ number: string }>;
}

/** Read once for the page and its title. */
const ticketOf = cache(async (text: string) => {
  await requirePermission("ticket.view");
  const { permissions } = await viewer();
  // GraphQL's integers end here; whatever is no number of a ticket is simply not there.
  if (!/^[1-9]\d{0,8}$/.test(text)) notFound();
  const answer = await query(TICKET, {
    number: Number(text),
    withCustomer: permissions.includes("customer.view"),
  });
  return { ticket: answer.ticket ?? notFound(), agents: answer.agents, sendsMail: answer.settings.sendsMail };
});

export async function generateMetadata({ params }: TicketPageProps): Promise<Metadata> {
  const { ticket } = await ticketOf((await params).number);
  return { title: `#${ticket.number} ${ticket.subject}` };
}

export default async function TicketPage({ params }: TicketPageProps) {
  const { ticket, agents, sendsMail } = await ticketOf((await params).number);
  const { permissions, id: agentId } = await viewer();
  const canEdit = permissions.includes("ticket.edit");
  const { comments, isWhole } = await wholeConversation(ticket);
  return (
    <>
      <RecordHeader
        list={QUEUE}
        title={
          <span className={classes.title}>
            <span className={classes.number}>#{ticket.number}</span> <bdi>{ticket.subject}</bdi>
          </span>
        }
        lead={
          <span className={classes.lead}>
            <StatusBadge status={ticket.status} />
            <span>
              <ReporterName ticket={ticket} />, <Moment at={ticket.createdAt} ago />
            </span>
          </span>
        }
      />
      <div className={classes.columns}>
        <div>
          <TicketRoom number={ticket.number} ticketId={ticket.id} updatedAt={ticket.updatedAt} canEdit={canEdit}>
            <Conversation comments={comments} />
            {!isWhole && (
              <Text c="dimmed" mb="md">
                Only the first {comments.length.toLocaleString("en-GB")} messages are shown here.
              </Text>
            )}
            {canEdit && (
              <ReplyBox
                ticketId={ticket.id}
                number={ticket.number}
                replyHint={replyHint(ticket, sendsMail)}
                lastComment={isWhole ? lastOf(comments, agentId) : undefined}
              />
            )}
          </TicketRoom>
          {ticket.reporter && <CustomerCorner ticket={ticket} customer={ticket.reporter} />}
        </div>
        <aside className={classes.side} aria-label="About this ticket">
          {canEdit && (
            <Panel title="Change">
              <TicketForm ticket={ticket} agents={agents} ownId={agentId} />
            </Panel>
          )}
          <Panel title="Details">
            <TicketFacts
              ticket={ticket}
              withState={!canEdit}
              canAddAddress={permissions.includes("customer.edit")}
              reporterAction={
                canEdit && permissions.includes("customer.view") ? <ChangeReporter ticket={ticket} /> : undefined
              }
            />
            {ticket.source === "EMAIL" && canEdit && permissions.includes("customer.block") && (
              <div className={classes.spam}>
                <SpamButton ticketId={ticket.id} isSpam={ticket.tags.some((tag) => tag.toLowerCase() === "spam")} />
              </div>
            )}
          </Panel>
          {permissions.includes("customer.view") && (
            <Panel title="Who sees it in the Hub">
              <WhoSees ticketId={ticket.id} organisation={ticket.organisation ?? null} />
            </Panel>
          )}
          <TicketHistory key={ticket.history.nodes[0]?.id} number={ticket.number} history={ticket.history} />
        </aside>
      </div>
    </>
  );
}

/** Where an answer goes, so that nobody believes to have written to somebody who hears nothing. */
function replyHint({ replyEmail, reporter }: TicketOnPage, sendsMail: boolean): string {
  if (!reporter) return "Public. It is mailed to the customer, if they have an address.";
  if (reporter.deletedAt) return "Public. Not mailed: the customer is deleted.";
  if (reporter.isBlocked) return "Public. Not mailed: the customer is blocked.";
  const address = replyEmail ?? reporter.email;
  if (!address) return "Public. Not mailed: the customer has no e-mail.";
  return sendsMail
    ? `Public. Mailed to ${address}.`
    : `Public. The mail to ${address} stays in the built-in mailbox: sending is not set up.`;
}

type Comments = ConversationFragment["nodes"];

function lastOf(comments: Comments, agentId: string) {
  const last = comments.at(-1);
  if (!last) return undefined;
  const { id, authorName, isInternal, authorAgentId } = last;
  return { id, authorName, isInternal, isOwn: authorAgentId === agentId };
}

type Reporter = NonNullable<TicketOnPage["reporter"]>;

/** At the bottom of the ticket: the round button that opens the customer widget. */
function CustomerCorner({ ticket, customer }: { ticket: TicketOnPage; customer: Reporter }) {
  const isDeleted = customer.deletedAt !== null;
  return (
    <div className={classes.bottom}>
      <CustomerWidget name={customer.displayName} initials={customer.initials} isDeleted={isDeleted}>
        <WidgetContent customer={customer} replyEmail={ticket.replyEmail} />
      </CustomerWidget>
      <p className={classes.bottomText} aria-hidden>
        Who is this from?
      </p>
    </div>
  );
}

/** A thousand messages are read in one go; a page of more would be slow to open and nobody's to read. */
const MOST_PAGES = 10;

async function wholeConversation(ticket: TicketOnPage): Promise<{ comments: Comments; isWhole: boolean }> {
  const comments = [...ticket.comments.nodes];
  let { hasNextPage, endCursor } = ticket.comments.pageInfo;
  for (let page = 1; hasNextPage && endCursor && page < MOST_PAGES; page += 1) {
    const more = (await query(MORE_COMMENTS, { number: ticket.number, after: endCursor })).ticket?.comments;
    if (!more) break;
    comments.push(...more.nodes);
    ({ hasNextPage, endCursor } = more.pageInfo);
  }
  return { comments, isWhole: !hasNextPage };
}

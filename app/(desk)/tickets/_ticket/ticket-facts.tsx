import type { ReactNode } from "react";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import type { TicketQuery } from "@/graphql/client/graphql";
import { CustomerName } from "../../customers/customer-name";
import { PriorityWord, StatusBadge } from "../status-badge";
import { ticketSourceLabel } from "../ticket-words";
import { AddReplyAddress } from "./add-reply-address";
import classes from "./ticket.module.css";
import { Fact } from "./widget-content";

export type TicketOnPage = NonNullable<TicketQuery["ticket"]>;

interface TicketFactsProps {
  ticket: TicketOnPage;
  /** Changes the reporter, for who may. */
  reporterAction?: ReactNode;
  /** Whether the address that came with the ticket may be put on the customer's record. */
  canAddAddress: boolean;
  /** Status, priority, assignee and tags as text, for who may not change them. */
  withState: boolean;
}

/** What the ticket is beside its conversation. */
export function TicketFacts({ ticket, reporterAction, canAddAddress, withState }: TicketFactsProps) {
  const { organisation, closedAt, replyEmail, tags } = ticket;
  return (
    <dl className={classes.facts}>
      {withState && (
        <>
          <Fact label="Status">
            <StatusBadge status={ticket.status} />
          </Fact>
          <Fact label="Priority">
            <PriorityWord priority={ticket.priority} />
          </Fact>
          <Fact label="Assignee">{ticket.assignee ? <bdi>{ticket.assignee.name}</bdi> : "Nobody"}</Fact>
          <Fact label="Tags">{tags.length > 0 && <bdi>{tags.join(", ")}</bdi>}</Fact>
        </>
      )}
      <Fact label="Reporter">
        <ReporterName ticket={ticket} />
        {reporterAction && <div className={classes.reporterAction}>{reporterAction}</div>}
      </Fact>
      {replyEmail && (
        <Fact label="Reply address">
          <bdi>{replyEmail}</bdi>
          <span className={classes.sentence}>
            {isOnRecord(ticket)
              ? "One of the customer’s addresses. Answers go there."
              : "It came with this ticket and is not on the customer’s record. Answers go there."}
          </span>
          {canAddAddress && ticket.reporter && !ticket.reporterIsDeleted && !isOnRecord(ticket) && (
            <AddReplyAddress customerId={ticket.reporter.id} address={replyEmail} />
          )}
        </Fact>
      )}
      <Fact label="Organisation">
        {organisation && (
          <TextLink href={`/tickets?view=all&organisation=${organisation.id}`}>
            <bdi>{organisation.name}</bdi>
          </TextLink>
        )}
      </Fact>
      <Fact label="Source">{ticketSourceLabel(ticket.source)}</Fact>
      <Fact label="Created">
        <Moment at={ticket.createdAt} />
      </Fact>
      <Fact label="Updated">
        <Moment at={ticket.updatedAt} />
      </Fact>
      {closedAt && (
        <Fact label="Closed">
          <Moment at={closedAt} />
        </Fact>
      )}
    </dl>
  );
}

function isOnRecord({ replyEmail, reporter }: TicketOnPage): boolean {
  const same = (value: string) => value.toLowerCase() === replyEmail?.toLowerCase();
  return reporter?.identifiers.some(({ kind, value }) => kind === "EMAIL" && same(value)) ?? false;
}

export function ReporterName({ ticket }: { ticket: TicketOnPage }) {
  const name = <CustomerName name={ticket.reporterName} isDeleted={ticket.reporterIsDeleted} />;
  return ticket.reporter ? <TextLink href={`/customers/${ticket.reporter.id}`}>{name}</TextLink> : name;
}

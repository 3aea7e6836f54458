import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CommentFiles } from "@/app/_attachments/comment-files";
import { hubViewer } from "@/app/_lib/hub";
import { HUB } from "@/app/_lib/hub-session";
import { orElse } from "@/app/_lib/list-page";
import { run } from "@/app/_lib/query";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import { PersonName } from "@/app/_ui/person-name";
import { RichText } from "@/app/_ui/rich-text";
import { graphql } from "@/graphql/client";
import type { MyTicketQuery } from "@/graphql/client/graphql";
import { ChangeStatus } from "../_write/change-status";
import { ReplyForm } from "../_write/reply-form";
import { HubStatus } from "../hub-status";
import classes from "../tickets.module.css";

const MY_TICKET = graphql(`
  query MyTicket($number: Int!, $before: String) {
    hubTicket(number: $number) {
      number
      subject
      status
      createdAt
      organisationName
      isMine
      reporterName
      isReporterDeleted
      mayInteract
      comments(last: 50, before: $before) {
        nodes {
          id
          authorName
          isMine
          isAuthorDeleted
          bodyText
          bodyHtml
          createdAt
          attachments {
            id
            fileName
            size
            url
          }
        }
        pageInfo {
          hasPreviousPage
          startCursor
        }
      }
    }
  }
`);

interface TicketPageProps {
  params: Promise<{ number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Somebody else's ticket is not found, as one that there is not. */
const ticketOf = cache(async (number: string, before: string | undefined) => {
  const wanted = /^\d{1,9}$/.test(number) ? Number(number) : 0;
  const ask = () => run(MY_TICKET, { number: wanted, before }, HUB);
  const { hubTicket } = await orElse(ask, before && `/hub/tickets/${wanted}`);
  return hubTicket ?? notFound();
});

const placeOf = async (searchParams: TicketPageProps["searchParams"]) => {
  const { before } = await searchParams;
  return typeof before === "string" && before ? before : undefined;
};

export async function generateMetadata({ params, searchParams }: TicketPageProps): Promise<Metadata> {
  const { subject } = await ticketOf((await params).number, await placeOf(searchParams));
  return { title: subject };
}

export default async function MyTicketPage({ params, searchParams }: TicketPageProps) {
  const place = await placeOf(searchParams);
  const ticket = await ticketOf((await params).number, place);
  const { id } = await hubViewer();
  const { nodes, pageInfo } = ticket.comments;
  const isClosed = ticket.status === "CLOSED";
  return (
    <>
      <PageHeader trail={[{ href: "/hub/tickets", label: "Your requests" }]} title={ticket.subject} />
      <p className={classes.facts}>
        <HubStatus status={ticket.status} />
        <span>
          #{ticket.number} · <Moment at={ticket.createdAt} day />
        </span>
        {ticket.organisationName && <bdi>For {ticket.organisationName}</bdi>}
        {!ticket.isMine && (
          <span>
            From <PersonName name={ticket.reporterName} isDeleted={ticket.isReporterDeleted} />
          </span>
        )}
      </p>
      {pageInfo.hasPreviousPage && (
        <p>
          <TextLink href={`/hub/tickets/${ticket.number}?before=${encodeURIComponent(pageInfo.startCursor ?? "")}`}>
            Earlier messages
          </TextLink>
        </p>
      )}
      <ol className={classes.conversation} aria-label="Conversation">
        {nodes.map((comment) => (
          <HubComment key={comment.id} comment={comment} />
        ))}
      </ol>
      {place && (
        <p>
          <TextLink href={`/hub/tickets/${ticket.number}`}>Newest messages</TextLink>
        </p>
      )}
      {ticket.mayInteract ? (
        <>
          {isClosed && (
            <p className={classes.closed}>
              This request is closed. If something is missing, write below: that opens it again.
            </p>
          )}
          <ReplyForm number={ticket.number} customerId={id} />
          <ChangeStatus number={ticket.number} isClosed={isClosed} />
        </>
      ) : (
        <p className={classes.closed}>You can read the requests of {ticket.organisationName}, not answer them.</p>
      )}
    </>
  );
}

type Comment = NonNullable<MyTicketQuery["hubTicket"]>["comments"]["nodes"][number];

function HubComment({ comment }: { comment: Comment }) {
  return (
    <li>
      <article className={classes.comment} data-mine={comment.isMine}>
        <header className={classes.head}>
          <strong className={classes.author}>
            {comment.isMine ? "You" : <PersonName name={comment.authorName} isDeleted={comment.isAuthorDeleted} />}
          </strong>
          <Moment at={comment.createdAt} ago />
        </header>
        {comment.bodyHtml === null ? (
          <div className={classes.body} dir="auto">
            {comment.bodyText}
          </div>
        ) : (
          <RichText html={comment.bodyHtml} />
        )}
        <CommentFiles files={comment.attachments} />
      </article>
    </li>
  );
}

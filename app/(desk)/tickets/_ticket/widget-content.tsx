import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import { TextLink } from "@/app/_ui/links";
import type { WidgetCustomerFragment } from "@/graphql/client/graphql";
import { CustomerName } from "../../customers/customer-name";
import { StatusBadge } from "../status-badge";
import classes from "./ticket.module.css";

interface WidgetContentProps {
  customer: WidgetCustomerFragment;
  /** An address that came with the ticket and is not the customer's. */
  replyEmail: string | null;
}

/** Who the ticket is from, at a glance; the name leads to the account page, where everything can be added or changed. */
export function WidgetContent({ customer, replyEmail }: WidgetContentProps) {
  const { id, displayName, deletedAt, email, mobile, organisation } = customer;
  return (
    <>
      <p className={classes.widgetName}>
        <TextLink href={`/customers/${id}`}>
          <CustomerName name={displayName} isDeleted={deletedAt !== null} />
        </TextLink>
      </p>
      <dl className={classes.facts}>
        <Fact label="E-mail">
          {email && (
            <a href={`mailto:${email}`} className={classes.plainLink}>
              {email}
            </a>
          )}
        </Fact>
        {replyEmail && (
          <Fact label="This ticket's reply address">
            <bdi>{replyEmail}</bdi>
          </Fact>
        )}
        <Fact label="Mobile">
          {mobile && (
            <a href={`tel:${mobile.replace(/[^\d+]/g, "")}`} className={classes.plainLink}>
              <bdi dir="ltr">{mobile}</bdi>
            </a>
          )}
        </Fact>
        <Fact label="Organisation">{organisation && <bdi>{organisation.name}</bdi>}</Fact>
        {customer.attributes.map((attribute) => (
          <Fact key={attribute.name} label={attribute.name}>
            <bdi>{attribute.value}</bdi>
          </Fact>
        ))}
        <Fact label="Customer Hub">
          <HubState customer={customer} />
        </Fact>
      </dl>
      <OpenTickets customer={customer} />
    </>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children || <span className={classes.none}>Not given</span>}</dd>
    </div>
  );
}

/** The strictest state first: it is the one that decides. */
function HubState({ customer }: { customer: WidgetCustomerFragment }) {
  const [word, colour] = customer.deletedAt
    ? ["Deleted: cannot log in", "red"]
    : customer.isBlocked
      ? ["Blocked: cannot log in", "red"]
      : !customer.hubAccess
        ? ["Hub access off", "orange"]
        : customer.isActive
          ? ["Active: can log in", "green"]
          : ["Inactive: has yet to confirm", "gray"];
  return (
    <Badge component="span" color={colour}>
      {word}
    </Badge>
  );
}

const SHOWN = 5;

function OpenTickets({ customer }: { customer: WidgetCustomerFragment }) {
  const { id, openTicketCount } = customer;
  const open = customer.tickets.nodes.filter((ticket) => ticket.status !== "CLOSED").slice(0, SHOWN);
  return (
    <section aria-labelledby="widget-tickets" className={classes.widgetTickets}>
      <h3 id="widget-tickets">
        {openTicketCount === 1 ? "1 open ticket" : `${openTicketCount.toLocaleString("en-GB")} open tickets`}
      </h3>
      <ul>
        {open.map(({ number, subject, status }) => (
          <li key={number}>
            <TextLink href={`/tickets/${number}`}>
              #{number} <bdi>{subject}</bdi>
            </TextLink>{" "}
            <StatusBadge status={status} />
          </li>
        ))}
      </ul>
      <TextLink href={`/tickets?view=all&reporter=${id}`}>All their tickets</TextLink>
    </section>
  );
}

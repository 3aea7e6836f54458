import type { ReactNode } from "react";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import type { CustomerListQuery } from "@/graphql/client/graphql";
import classes from "./customer-list.module.css";
import { attributeOf, type FixedColumnKey, fixedColumn } from "./list-columns";
import { sourceLabel } from "./sources";

export type Customer = CustomerListQuery["customers"]["nodes"][number];

const CELLS: Record<FixedColumnKey, (customer: Customer) => ReactNode> = {
  email: ({ email }) => email && <span title={email}>{email}</span>,
  mobile: ({ mobile }) => mobile && <bdi dir="ltr">{mobile}</bdi>,
  organisation: ({ organisation }) => organisation && <bdi title={organisation.name}>{organisation.name}</bdi>,
  tags: ({ tags = [] }) => tags.length > 0 && <bdi title={tags.join(", ")}>{tags.join(", ")}</bdi>,
  isActive: ({ isActive }) => <State isOn={isActive} on="Yes" off="No" />,
  hubAccess: ({ hubAccess }) => <State isOn={hubAccess} on="On" off="Off" />,
  ticketsOpen: ({ openTicketCount = 0, ticketCount = 0 }) => (
    <span>
      {openTicketCount.toLocaleString("en-GB")}
      <span aria-hidden> / </span>
      <span className="look-hidden"> open of </span>
      {ticketCount.toLocaleString("en-GB")}
    </span>
  ),
  ticketsAll: ({ ticketCount = 0 }) => ticketCount.toLocaleString("en-GB"),
  lastActivityAt: ({ lastActivityAt }) => <Moment at={lastActivityAt} ago />,
  createdAt: ({ createdAt }) => <Moment at={createdAt} day />,
  source: ({ source, sourceImportId }) =>
    sourceImportId ? (
      <TextLink href={`/customers/import/${sourceImportId}`}>Import #{sourceImportId}</TextLink>
    ) : (
      sourceLabel(source)
    ),
};

/** What a column shows of a customer; nothing when there is nothing. */
export function customerCell(customer: Customer, column: string): ReactNode {
  const name = attributeOf(column);
  if (name !== undefined) {
    const value = customer.attributes?.find((attribute) => attribute.name === name)?.value;
    return value && <bdi title={value}>{value}</bdi>;
  }
  const fixed = fixedColumn(column);
  return fixed && CELLS[fixed.key](customer);
}

/** A word with a mark: the colour alone would tell nothing to many. */
function State({ isOn, on, off }: { isOn: boolean; on: string; off: string }) {
  return (
    <span className={classes.state} data-on={isOn || undefined}>
      {isOn ? on : off}
    </span>
  );
}

// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { Badge, Card, Group, Text } from "@mantine/core";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import listClasses from "@/app/_ui/list.module.css";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { CustomerName } from "@/app/(desk)/customers/customer-name";
import type { JobPageQuery, JobResultStatus } from "@/graphql/client/graphql";

type Result = NonNullable<JobPageQuery["job"]>["results"]["nodes"][number];

const COLORS: Record<JobResultStatus, string> = { DONE: "green", SKIPPED: "orange", FAILED: "red", PENDING: "gray" };

interface ResultTableProps {
  results: Result[];
  /** What "done" means for this kind of action. */
  doneLabel: string;
  /** Only those of one outcome. */
  isFiltered: boolean;
  startHref?: string;
  nextHref?: string;
}

/** How it ended for each customer. */
export function ResultTable({ results, doneLabel, isFiltered, startHref, nextHref }: ResultTableProps) {
  if (results.length === 0)
    return <Text c="dimmed">{isFiltered ? "Nobody ended so." : "Nobody is listed here yet, or nobody matched."}</Text>;
  const labels: Record<JobResultStatus, string> = {
    DONE: doneLabel,
    SKIPPED: "Skipped",
    FAILED: "Failed",
    PENDING: "Not reached yet",
  };
  return (
    <div>
      <Card withBorder radius="md" padding={0}>
        <ListTable
          caption="Result for each customer"
          className={listClasses.wrapping}
          headings={
            <>
              <ListHeading label="Customer" />
              <ListHeading label="Result" />
              <ListHeading label="Reason" />
            </>
          }
        >
          {results.map((result) => (
            <tr key={result.position} role="row">
              <th role="rowheader" scope="row">
                <CustomerLink result={result} />
              </th>
              <ListCell label="Result">
                <Badge miw="max-content" color={COLORS[result.status]}>
                  {labels[result.status]}
                </Badge>
              </ListCell>
              <ListCell label="Reason" column="text">
                {result.reason}
              </ListCell>
            </tr>
          ))}
        </ListTable>
      </Card>
      {(startHref || nextHref) && (
        <Group component="nav" aria-label="Pages of results" mt="sm" gap="xs">
          {startHref && (
            <ButtonLink href={startHref} variant="default">
              First page
            </ButtonLink>
          )}
          {nextHref && (
            <ButtonLink href={nextHref} variant="default">
              Next page
            </ButtonLink>
          )}
        </Group>
      )}
    </div>
  );
}

function CustomerLink({ result: { customer, customerId } }: { result: Result }) {
  if (!customer) return <>Customer {customerId}</>;
  return (
    <TextLink href={`/customers/${customerId}`}>
      <CustomerName name={customer.displayName} isDeleted={Boolean(customer.deletedAt)} />
    </TextLink>
  );
}

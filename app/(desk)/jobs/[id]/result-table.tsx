import { Badge, Card, Group, Table, TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from "@mantine/core";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import { ScrollRegion } from "@/app/_ui/scroll-region";
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
        <ScrollRegion label="Result for each customer">
          <Table miw={440} horizontalSpacing="md" verticalSpacing="xs" aria-label="Result for each customer">
            <TableThead>
              <TableTr>
                <TableTh scope="col">Customer</TableTh>
                <TableTh scope="col">Result</TableTh>
                <TableTh scope="col">Reason</TableTh>
              </TableTr>
            </TableThead>
            <TableTbody>
              {results.map((result) => (
                <TableTr key={result.position}>
                  <TableTh scope="row" fw={500}>
                    <CustomerLink result={result} />
                  </TableTh>
                  <TableTd>
                    <Badge miw="max-content" color={COLORS[result.status]}>
                      {labels[result.status]}
                    </Badge>
                  </TableTd>
                  <TableTd>{result.reason}</TableTd>
                </TableTr>
              ))}
            </TableTbody>
          </Table>
        </ScrollRegion>
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

import { Alert, Table, TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from "@mantine/core";
import { TextLink } from "@/app/_ui/links";
import { LiveProgress } from "@/app/_ui/live-progress";
import { PageRefresher } from "@/app/_ui/page-refresher";
import { Panel } from "@/app/_ui/panel";
import { ScrollRegion } from "@/app/_ui/scroll-region";
import { CustomerName } from "../../customer-name";
import { amount, counted } from "../import-words";
import type { ImportOfPage } from "./import.document";
import { fieldWords } from "./preview-words";

type Undo = NonNullable<ImportOfPage["undo"]>;

/** From the moment that Undo was confirmed: how far it is, then what came of it and what stays. */
export function UndoResult({ found, undo }: { found: ImportOfPage; undo: Undo }) {
  const hasStopped = !undo.finishedAt && undo.job?.status === "FAILED";
  const isGoingOn = !undo.finishedAt && !hasStopped;
  return (
    <>
      {isGoingOn && (
        <>
          <PageRefresher />
          <LiveProgress label="Undoing" done={undo.job?.progressDone ?? 0} total={undo.job?.progressTotal ?? null} />
        </>
      )}
      {hasStopped && (
        <Alert color="red" title="The undo stopped" role="presentation">
          An error on our side stopped it. What is done is kept: go on with the undo.
        </Alert>
      )}
      <Text role="status" fw={500}>
        {undo.finishedAt && summary(undo)}
      </Text>
      {undo.finishedAt && undo.left > 0 && <Leftovers found={found} left={undo.left} />}
    </>
  );
}

function Leftovers({ found, left }: { found: ImportOfPage; left: number }) {
  const { nodes } = found.undoLeftovers;
  return (
    <Panel
      title="What was left as it is"
      lead="This was edited or used after the import, so the undo did not touch it."
    >
      <ScrollRegion label="What was left">
        <Table miw={480} verticalSpacing="xs" aria-label="What was left">
          <TableThead>
            <TableTr>
              <TableTh scope="col">Customer</TableTh>
              <TableTh scope="col">Field</TableTh>
              <TableTh scope="col">Why</TableTh>
            </TableTr>
          </TableThead>
          <TableTbody>
            {nodes.map(({ customerId, field, reason, customer }) => (
              <TableTr key={`${customerId} ${field}`}>
                <TableTd>
                  {customer ? (
                    <TextLink href={`/customers/${customerId}`}>
                      <CustomerName name={customer.displayName} isDeleted={customer.deletedAt !== null} />
                    </TextLink>
                  ) : (
                    `Customer ${customerId}`
                  )}
                </TableTd>
                <TableTd>{field ? fieldWords(field) : "All of it"}</TableTd>
                <TableTd>{reason}</TableTd>
              </TableTr>
            ))}
          </TableTbody>
        </Table>
      </ScrollRegion>
      {nodes.length < left && (
        <Text c="dimmed" mt="xs">
          Showing the first {amount(nodes.length)} of {amount(left)}.
        </Text>
      )}
    </Panel>
  );
}

function summary({ removed, putBack, left }: Undo): string {
  const done = [
    removed > 0 && `${counted(removed, "customer")} removed`,
    putBack > 0 && `${counted(putBack, "customer")} put back as before`,
  ].filter(Boolean);
  const words = done.length > 0 ? done.join(", ") : "nothing was changed";
  return `This import has been undone: ${words}${left > 0 ? `, ${amount(left)} left as it is` : ""}.`;
}

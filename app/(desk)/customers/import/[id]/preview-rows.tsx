import {
  Badge,
  Card,
  Table,
  TableTbody,
  TableTd,
  TableTh,
  TableThead,
  TableTr,
  Text,
  Title,
  VisuallyHidden,
} from "@mantine/core";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { TextLink } from "@/app/_ui/links";
import { ScrollRegion } from "@/app/_ui/scroll-region";
import type { RowVerdict } from "@/graphql/client/graphql";
import { amount } from "../import-words";
import type { PreviewOfPage } from "./import.document";
import classes from "./import.module.css";
import { fieldWords, rowCount, VERDICTS } from "./preview-words";

type PreviewRow = PreviewOfPage["rows"]["nodes"][number];

interface PreviewRowsProps {
  importId: string;
  preview: PreviewOfPage;
  verdict: RowVerdict | undefined;
}

/** What would happen to each row: the first of each kind, all of them counted. */
export function PreviewRows({ importId, preview, verdict }: PreviewRowsProps) {
  const href = `/customers/import/${importId}`;
  const rows = preview.rows.nodes;
  const total = VERDICTS.find((words) => words.verdict === verdict)?.count(preview) ?? rowCount(preview);
  return (
    <section aria-labelledby="preview-rows">
      <Title order={2} id="preview-rows" mb="xs">
        Row by row
      </Title>
      <LinkTabs
        label="Rows by what would happen"
        keepsScroll
        tabs={[
          { href, label: "All", count: rowCount(preview), isCurrent: verdict === undefined },
          ...VERDICTS.map((words) => ({
            href: `${href}?rows=${words.key}`,
            label: words.tab,
            count: words.count(preview),
            isCurrent: words.verdict === verdict,
          })),
        ]}
      />
      {rows.length === 0 ? (
        <Text c="dimmed">There are no such rows in this file.</Text>
      ) : (
        <Card withBorder radius="md" padding={0}>
          <ScrollRegion label="Rows of the file">
            <RowTable rows={rows} />
          </ScrollRegion>
        </Card>
      )}
      {rows.length < total && (
        <Text c="dimmed" mt="xs">
          Showing the first {amount(rows.length)} of {amount(total)}.
        </Text>
      )}
    </section>
  );
}

function RowTable({ rows }: { rows: PreviewRow[] }) {
  return (
    <Table miw={620} horizontalSpacing="md" verticalSpacing="xs" aria-labelledby="preview-rows">
      <TableThead>
        <TableTr>
          <TableTh scope="col" ta="right" w="5rem">
            Line
          </TableTh>
          <TableTh scope="col">Customer</TableTh>
          <TableTh scope="col" w="8rem">
            Result
          </TableTh>
          <TableTh scope="col">What changes, or why not</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {rows.map((row) => (
          <TableTr key={row.rowNo}>
            <TableTd ta="right" c="dimmed">
              {amount(row.line)}
            </TableTd>
            <TableTh scope="row" fw={500}>
              {row.customerId ? <TextLink href={`/customers/${row.customerId}`}>{row.label}</TextLink> : row.label}
            </TableTh>
            <TableTd>
              <VerdictBadge verdict={row.verdict} />
            </TableTd>
            <TableTd>
              <RowDetails row={row} />
            </TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </Table>
  );
}

function VerdictBadge({ verdict }: { verdict: RowVerdict }) {
  const words = VERDICTS.find((known) => known.verdict === verdict);
  return (
    <Badge miw="max-content" color={words?.color}>
      {words?.label}
    </Badge>
  );
}

function RowDetails({ row: { message, columnName, changes } }: { row: PreviewRow }) {
  if (message) {
    return (
      <>
        {columnName && <strong>{columnName}: </strong>}
        {message}
      </>
    );
  }
  return (
    <ul className={classes.changes}>
      {changes.map(({ field, from, to }) => (
        <li key={field} className={classes.change}>
          {fieldWords(field)}:{" "}
          {from !== null && from !== undefined && (
            <>
              <span className={classes.old}>{from}</span> <span aria-hidden>→</span>
              <VisuallyHidden> becomes </VisuallyHidden>{" "}
            </>
          )}
          <span className={classes.new}>{to ?? "empty"}</span>
        </li>
      ))}
    </ul>
  );
}

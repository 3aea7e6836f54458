// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { Badge, Card, Text, Title, VisuallyHidden } from "@mantine/core";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { TextLink } from "@/app/_ui/links";
import listClasses from "@/app/_ui/list.module.css";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
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
          <RowTable rows={rows} />
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
    <ListTable
      caption="Rows of the file"
      className={listClasses.wrapping}
      headings={
        <>
          <ListHeading label="Customer" />
          <ListHeading label="Line" />
          <ListHeading label="Result" />
          <ListHeading label="What changes, or why not" />
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.rowNo} role="row">
          <th role="rowheader" scope="row">
            {row.customerId ? <TextLink href={`/customers/${row.customerId}`}>{row.label}</TextLink> : row.label}
          </th>
          <ListCell label="Line">{amount(row.line)}</ListCell>
          <ListCell label="Result">
            <VerdictBadge verdict={row.verdict} />
          </ListCell>
          <ListCell label={row.message ? "Why not" : "Changes"} column="text">
            <RowDetails row={row} />
          </ListCell>
        </tr>
      ))}
    </ListTable>
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

import { Badge, Card, Group, Table, TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from "@mantine/core";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { ScrollRegion } from "@/app/_ui/scroll-region";
import type { ImportListQuery } from "@/graphql/client/graphql";
import classes from "./import-list.module.css";
import { amount, IMPORT_STATUS } from "./import-words";

type ListedImport = ImportListQuery["imports"]["nodes"][number];

interface ImportListProps {
  imports: ListedImport[];
  startHref?: string;
  nextHref?: string;
}

const COUNTS = [
  { key: "created", label: "Created" },
  { key: "updated", label: "Updated" },
  { key: "unchanged", label: "Unchanged" },
  { key: "restored", label: "Restored" },
  { key: "failed", label: "Failed" },
] as const;

/** Newest first. */
export function ImportList({ imports, startHref, nextHref }: ImportListProps) {
  if (imports.length === 0) {
    return <Text c="dimmed">None yet. Each import stays listed here, with its counts and the rows that failed.</Text>;
  }
  return (
    <>
      <Card withBorder radius="md" padding={0}>
        <ScrollRegion label="Imports so far">
          <Table miw={900} horizontalSpacing="md" verticalSpacing="xs" aria-labelledby="past-imports">
            <TableThead>
              <TableTr>
                <TableTh scope="col">File</TableTh>
                <TableTh scope="col">Status</TableTh>
                <TableTh scope="col">Chosen</TableTh>
                {COUNTS.map(({ key, label }) => (
                  <TableTh key={key} scope="col" ta="right">
                    {label}
                  </TableTh>
                ))}
              </TableTr>
            </TableThead>
            <TableTbody>
              {imports.map((listed) => (
                <ImportRow key={listed.id} listed={listed} />
              ))}
            </TableTbody>
          </Table>
        </ScrollRegion>
      </Card>
      {(startHref || nextHref) && (
        <Group component="nav" aria-label="Pages of imports" mt="sm" gap="xs">
          {startHref && (
            <ButtonLink href={startHref} variant="default">
              Newest
            </ButtonLink>
          )}
          {nextHref && (
            <ButtonLink href={nextHref} variant="default">
              Older
            </ButtonLink>
          )}
        </Group>
      )}
    </>
  );
}

function ImportRow({ listed }: { listed: ListedImport }) {
  const { label, color } = IMPORT_STATUS[listed.status];
  // Before it is started there is nothing to count, and a row of zeros would look like a result.
  const hasCounts = ["RUNNING", "DONE", "FAILED", "CANCELLED"].includes(listed.status);
  return (
    <TableTr>
      <TableTh scope="row" fw={500}>
        <TextLink href={`/customers/import/${listed.id}`}>{listed.fileName}</TextLink>
        <Text c="dimmed" size="xs" fw={400}>
          Import #{listed.id}
          {listed.totalRows !== null && listed.totalRows !== undefined && `, ${amount(listed.totalRows)} rows`}
        </Text>
      </TableTh>
      <TableTd>
        <Badge miw="max-content" color={color}>
          {label}
        </Badge>
      </TableTd>
      <TableTd className={classes.moment}>
        <Moment at={listed.createdAt} />
        <Text c="dimmed" size="xs">
          {listed.createdByName}
        </Text>
      </TableTd>
      {COUNTS.map(({ key }) => (
        <TableTd key={key} ta="right" c={key === "failed" && listed.failed > 0 ? "red" : undefined}>
          {hasCounts ? amount(listed[key]) : "–"}
        </TableTd>
      ))}
    </TableTr>
  );
}

import { Card, Group, Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { addressOf, type SearchParams } from "@/app/_lib/url-state";
import { ButtonLink } from "@/app/_ui/links";
import { PageHeader } from "@/app/_ui/page-header";
import { graphql } from "@/graphql/client";
import { AuditFilter } from "./audit-filter";
import { auditHref, readAuditState } from "./audit-state";
import { AuditTable } from "./audit-table";

export const metadata: Metadata = { title: "Audit" };

const AUDIT = graphql(`
  query Audit($after: String, $filter: AuditFilterInput) {
    auditLog(first: 50, after: $after, filter: $filter) {
      nodes {
        id
        ...AuditLine
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment AuditLine on AuditEntry {
    occurredAt
    action
    actorKind
    actorId
    actorName
    subject
    importId
    details {
      name
      value
    }
    job {
      id
      status
      counts {
        done
        skipped
        failed
      }
    }
  }
`);

/** Who did what to the desk itself, and to many customers at once. */
export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("audit.view");
  const state = readAuditState(await addressOf(searchParams));
  const { after, ...filter } = state;
  const { auditLog } = await query(AUDIT, { after, filter });
  const { hasNextPage, endCursor } = auditLog.pageInfo;
  return (
    <>
      <PageHeader title="Audit" lead="Who did what to the desk itself, and to many customers at once, newest first." />
      <Stack gap="md">
        <AuditFilter state={state} />
        {auditLog.nodes.length > 0 ? (
          <Card withBorder radius="md" padding={0}>
            <AuditTable entries={auditLog.nodes} state={state} />
          </Card>
        ) : (
          <Text c="dimmed">Nothing of that kind has been done.</Text>
        )}
        {(after || hasNextPage) && (
          <Group component="nav" aria-label="Pages of the audit" gap="xs">
            {after && (
              <ButtonLink href={auditHref(filter)} variant="default">
                First page
              </ButtonLink>
            )}
            {hasNextPage && endCursor && (
              <ButtonLink href={auditHref({ ...filter, after: endCursor })} variant="default">
                Next page
              </ButtonLink>
            )}
          </Group>
        )}
      </Stack>
    </>
  );
}

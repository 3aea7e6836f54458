// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { Badge, Card, Group, Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import listClasses from "@/app/_ui/list.module.css";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import { graphql } from "@/graphql/client";
import type { JobListQuery } from "@/graphql/client/graphql";
import { isGoingOn, jobWords, STATUS_WORDS } from "./[id]/job-words";

export const metadata: Metadata = { title: "Mass actions" };

const JOB_LIST = graphql(`
  query JobList($after: String, $isGivenUp: Boolean) {
    jobs(first: 25, after: $after, isGivenUp: $isGivenUp) {
      nodes {
        id
        kind
        status
        actorName
        progressDone
        progressTotal
        createdAt
        undoneByJobId
        counts {
          done
          skipped
          failed
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Job = JobListQuery["jobs"]["nodes"][number];

interface JobsPageProps {
  searchParams: Promise<{ after?: string | string[]; show?: string | string[] }>;
}

/** What was done to many customers at once, and all work that was given up. */
export default async function JobsPage({ searchParams }: JobsPageProps) {
  const { after, show } = await searchParams;
  const isGivenUp = show === "given-up";
  const cursor = typeof after === "string" ? after : null;
  const { jobs } = await query(JOB_LIST, { after: cursor, isGivenUp });
  const base = isGivenUp ? "/jobs?show=given-up" : "/jobs";
  const { hasNextPage, endCursor } = jobs.pageInfo;
  const nextHref = `${base}${isGivenUp ? "&" : "?"}after=${encodeURIComponent(endCursor ?? "")}`;
  return (
    <>
      <PageHeader title="Mass actions" lead="What was done to many customers at once, newest first." />
      <Stack gap="md">
        <LinkTabs
          label="Which work"
          tabs={[
            { href: "/jobs", label: "Mass actions", isCurrent: !isGivenUp },
            { href: "/jobs?show=given-up", label: "Given up", isCurrent: isGivenUp },
          ]}
        />
        {jobs.nodes.length > 0 ? (
          <Card withBorder radius="md" padding={0}>
            <JobTable jobs={jobs.nodes} />
          </Card>
        ) : (
          <Text c="dimmed">
            {isGivenUp
              ? "Nothing was given up: everything that was asked for was done, or is being done."
              : "Nothing has been done to many customers yet. Tick some in the customer list to begin."}
          </Text>
        )}
        {(cursor || hasNextPage) && (
          <Group component="nav" aria-label="Pages of the list" gap="xs">
            {cursor && (
              <ButtonLink href={base} variant="default">
                First page
              </ButtonLink>
            )}
            {hasNextPage && (
              <ButtonLink href={nextHref} variant="default">
                Next page
              </ButtonLink>
            )}
          </Group>
        )}
      </Stack>
    </>
  );
}

function JobTable({ jobs }: { jobs: Job[] }) {
  return (
    <ListTable
      caption="Mass actions"
      headings={
        <>
          <ListHeading label="What" />
          <ListHeading label="State" />
          <ListHeading label="Result" />
          <ListHeading label="Asked for by" />
          <ListHeading label="When" />
        </>
      }
    >
      {jobs.map((job) => (
        <tr key={job.id} role="row">
          <th role="rowheader" scope="row">
            <TextLink href={`/jobs/${job.id}`} className={listClasses.nameLink}>
              {jobWords(job.kind).title}
            </TextLink>
          </th>
          <ListCell label="State">
            <Badge miw="max-content" color={STATUS_WORDS[job.status].color}>
              {STATUS_WORDS[job.status].label}
            </Badge>
          </ListCell>
          <ListCell label="Result">{resultOf(job)}</ListCell>
          <ListCell label="Asked for by">
            <bdi>{job.actorName}</bdi>
          </ListCell>
          <ListCell label="When">
            <Moment at={job.createdAt} ago />
          </ListCell>
        </tr>
      ))}
    </ListTable>
  );
}

function resultOf({ status, counts, progressDone, progressTotal, undoneByJobId }: Job): string {
  if (isGoingOn(status)) return progressTotal ? `${amount(progressDone)} of ${amount(progressTotal)}` : "…";
  const parts = [
    `${amount(counts.done)} done`,
    ...(counts.skipped > 0 ? [`${amount(counts.skipped)} skipped`] : []),
    ...(counts.failed > 0 ? [`${amount(counts.failed)} failed`] : []),
    ...(undoneByJobId ? ["undone"] : []),
  ];
  return parts.join(", ");
}

const amount = (number: number) => number.toLocaleString("en-GB");

import { Alert, Badge, Group, Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { viewer } from "@/app/_lib/viewer";
import { TextLink } from "@/app/_ui/links";
import { LiveProgress } from "@/app/_ui/live-progress";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import { PageRefresher } from "@/app/_ui/page-refresher";
import { Tally } from "@/app/_ui/tally";
import { graphql } from "@/graphql/client";
import type { JobPageQuery } from "@/graphql/client/graphql";
import { isGoingOn, jobWords, STATUS_WORDS } from "./job-words";
import { ResultTable } from "./result-table";
import { UndoButton } from "./undo-button";

export const metadata: Metadata = { title: "Mass action" };

const JOB_PAGE = graphql(`
  query JobPage($id: ID!, $after: String) {
    job(id: $id) {
      id
      kind
      status
      progressDone
      progressTotal
      createdAt
      finishedAt
      undoneByJobId
      counts {
        done
        skipped
        failed
        pending
      }
      results(first: 50, after: $after) {
        nodes {
          position
          customerId
          status
          reason
          customer {
            displayName
            deletedAt
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

type Job = NonNullable<JobPageQuery["job"]>;

interface JobPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ after?: string | string[] }>;
}

export default async function JobPage({ params, searchParams }: JobPageProps) {
  const { id } = await params;
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : null;
  const { job } = await query(JOB_PAGE, { id, after: cursor });
  // The query answers NOT_FOUND rather than null.
  if (!job) return null;
  const { permissions } = await viewer();
  const canUndo =
    job.kind === "customers.delete" &&
    job.status === "DONE" &&
    job.counts.done > 0 &&
    !job.undoneByJobId &&
    permissions.includes("customer.delete");

  return (
    <>
      <PageHeader
        trail={[{ href: "/customers", label: "Customers" }]}
        title={jobWords(job.kind).title}
        lead={<JobTimes job={job} />}
        actions={canUndo && <UndoButton jobId={job.id} />}
      />
      <Stack gap="lg">
        <JobState job={job} />
        <ResultTable
          results={job.results.nodes}
          doneLabel={jobWords(job.kind).done}
          startHref={cursor ? `/jobs/${job.id}` : undefined}
          nextHref={nextHref(job)}
        />
      </Stack>
    </>
  );
}

function nextHref({ id, results }: Job): string | undefined {
  const { hasNextPage, endCursor } = results.pageInfo;
  return hasNextPage && endCursor ? `/jobs/${id}?after=${encodeURIComponent(endCursor)}` : undefined;
}

function JobTimes({ job }: { job: Job }) {
  const { label, color } = STATUS_WORDS[job.status];
  return (
    <Group component="span" gap="xs">
      <Badge component="span" color={color}>
        {label}
      </Badge>
      <span>
        Asked for <Moment at={job.createdAt} />
        {job.finishedAt && (
          <>
            , finished <Moment at={job.finishedAt} />
          </>
        )}
      </span>
    </Group>
  );
}

function JobState({ job }: { job: Job }) {
  const { counts, undoneByJobId } = job;
  return (
    <>
      {isGoingOn(job.status) && (
        <>
          <PageRefresher />
          <LiveProgress label={jobWords(job.kind).doing} done={job.progressDone} total={job.progressTotal ?? null} />
          <Text c="dimmed">You can leave this page: the work goes on, and this address keeps its result.</Text>
        </>
      )}
      {job.status === "FAILED" && (
        <Alert color="red" title="This was given up after several attempts" role="presentation">
          The customers that were reached are listed below; the others are as they were. The log says what went wrong.
        </Alert>
      )}
      <div>
        {/* Always there, so that a screen reader notices when the sentence comes. */}
        <div role="status">
          {job.status === "DONE" && (
            <Text fw={500} mb="xs">
              {summary(counts)}
            </Text>
          )}
        </div>
        <Tally
          items={[
            { label: "Done", value: counts.done, tone: "green" },
            { label: "Skipped", value: counts.skipped, tone: "orange" },
            { label: "Failed", value: counts.failed, tone: "red" },
            ...(counts.pending > 0 ? [{ label: "Not reached yet", value: counts.pending }] : []),
          ]}
        />
      </div>
      {undoneByJobId && (
        <Alert color="blue" title="This has been undone" role="presentation">
          <TextLink href={`/jobs/${undoneByJobId}`}>See how the undo ended for each customer</TextLink>
        </Alert>
      )}
    </>
  );
}

function summary({ done, skipped, failed }: Job["counts"]): string {
  const others = [skipped > 0 && `${amount(skipped)} skipped`, failed > 0 && `${amount(failed)} failed`].filter(
    Boolean,
  );
  const main = `${amount(done)} ${done === 1 ? "customer" : "customers"} done`;
  return others.length > 0 ? `${main}, ${others.join(", ")}. The reasons are below.` : `${main}.`;
}

const amount = (number: number) => number.toLocaleString("en-GB");

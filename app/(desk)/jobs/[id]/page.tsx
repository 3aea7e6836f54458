import { Badge, Group, Stack } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { viewer } from "@/app/_lib/viewer";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import type { JobPageQuery, JobResultStatus } from "@/graphql/client/graphql";
import { MassMails } from "../../customers/mass-mails";
import { JOB_PAGE } from "./job.document";
import { JobState } from "./job-state";
import { jobWords, STATUS_WORDS } from "./job-words";
import { ResultTable } from "./result-table";
import { StopButton } from "./stop-button";
import { UndoButton } from "./undo-button";

export const metadata: Metadata = { title: "Mass action" };

type Job = NonNullable<JobPageQuery["job"]>;

interface JobPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ after?: string | string[]; outcome?: string | string[] }>;
}

const OUTCOMES: {
  key: string;
  outcome: JobResultStatus;
  label: string;
  count: keyof Omit<Job["counts"], "__typename">;
}[] = [
  { key: "done", outcome: "DONE", label: "Done", count: "done" },
  { key: "skipped", outcome: "SKIPPED", label: "Skipped", count: "skipped" },
  { key: "failed", outcome: "FAILED", label: "Failed", count: "failed" },
  { key: "pending", outcome: "PENDING", label: "Not reached", count: "pending" },
];

export default async function JobPage({ params, searchParams }: JobPageProps) {
  const { id } = await params;
  const { after, outcome } = await searchParams;
  const chosen = OUTCOMES.find(({ key }) => key === outcome);
  const cursor = typeof after === "string" ? after : null;
  const { job } = await query(JOB_PAGE, { id, after: cursor, outcome: chosen?.outcome });
  // The query answers NOT_FOUND rather than null.
  if (!job) return null;
  const { permissions } = await viewer();
  const hrefOf = (next: { outcome?: string; after?: string }) => jobHref(job.id, next);
  const { hasNextPage, endCursor } = job.results.pageInfo;
  return (
    <>
      <PageHeader
        trail={[{ href: "/jobs", label: "Mass actions" }]}
        title={jobWords(job.kind).title}
        lead={<JobTimes job={job} />}
        actions={
          <>
            {job.cancellable && <StopButton jobId={job.id} />}
            {job.undoable && <UndoButton jobId={job.id} />}
          </>
        }
      />
      <Stack gap="lg">
        <JobState job={job} />
        {job.mailCounts && (
          <MassMails
            title="Mails"
            counts={job.mailCounts}
            troubled={[job.failedMails, job.bouncedMails]}
            retry={permissions.includes("customer.edit") ? { jobId: job.id } : undefined}
          />
        )}
        <LinkTabs
          label="Results by outcome"
          keepsScroll
          tabs={[
            { href: hrefOf({}), label: "All", isCurrent: !chosen },
            ...OUTCOMES.filter((one) => one === chosen || job.counts[one.count] > 0).map((one) => ({
              href: hrefOf({ outcome: one.key }),
              label: one.label,
              isCurrent: one === chosen,
              count: job.counts[one.count],
            })),
          ]}
        />
        <ResultTable
          results={job.results.nodes}
          isFiltered={chosen !== undefined}
          doneLabel={jobWords(job.kind).done}
          startHref={cursor ? hrefOf({ outcome: chosen?.key }) : undefined}
          nextHref={hasNextPage && endCursor ? hrefOf({ outcome: chosen?.key, after: endCursor }) : undefined}
        />
      </Stack>
    </>
  );
}

function jobHref(id: string, next: { outcome?: string; after?: string }): string {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) if (value) address.set(name, value);
  return `/jobs/${id}${address.size > 0 ? `?${address}` : ""}`;
}

function JobTimes({ job }: { job: Job }) {
  const { label, color } = STATUS_WORDS[job.status];
  return (
    <Group component="span" gap="xs">
      <Badge component="span" color={color}>
        {label}
      </Badge>
      <span>
        Asked for by {job.actorName || "somebody"} <Moment at={job.createdAt} />
        {job.finishedAt && (
          <>
            , ended <Moment at={job.finishedAt} />
          </>
        )}
      </span>
    </Group>
  );
}

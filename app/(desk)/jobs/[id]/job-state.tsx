import { Alert, Text } from "@mantine/core";
import { TextLink } from "@/app/_ui/links";
import { LiveProgress } from "@/app/_ui/live-progress";
import { PageRefresher } from "@/app/_ui/page-refresher";
import { Tally } from "@/app/_ui/tally";
import type { JobPageQuery } from "@/graphql/client/graphql";
import { isGoingOn, jobWords } from "./job-words";

type Job = NonNullable<JobPageQuery["job"]>;

/** How far it is, or how it ended, in words and numbers. */
export function JobState({ job }: { job: Job }) {
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
      {job.status === "CANCELLED" && (
        <Alert color="gray" title="This was stopped" role="presentation">
          The customers that were reached are listed below; the others are as they were.
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

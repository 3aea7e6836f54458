// biome-ignore-all lint/a11y/noRedundantRoles: phones show the rows as cards, and in some browsers `display: block` takes a table's meaning away.

import { Alert, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { DownloadLink } from "@/app/_ui/download-link";
import { ButtonLink } from "@/app/_ui/links";
import listClasses from "@/app/_ui/list.module.css";
import { ListCell, ListHeading, ListTable } from "@/app/_ui/list-table";
import { LiveProgress } from "@/app/_ui/live-progress";
import { PageRefresher } from "@/app/_ui/page-refresher";
import { Panel } from "@/app/_ui/panel";
import { Tally } from "@/app/_ui/tally";
import { MassMails } from "../../mass-mails";
import { amount, counted } from "../import-words";
import { Paused } from "../paused";
import { CancelButton } from "./cancel-button";
import type { ImportOfPage } from "./import.document";
import { StartButton } from "./start-button";
import { UndoButton } from "./undo-button";
import { UndoResult } from "./undo-result";

/** From the moment that Import was pressed: how far it is, then what came of it. */
export function ImportResult({ found, canRetryMails }: { found: ImportOfPage; canRetryMails: boolean }) {
  const isGoingOn = found.status === "QUEUED" || found.status === "RUNNING";
  return (
    <>
      {isGoingOn && (
        <>
          <PageRefresher />
          <Paused message={found.message} />
          <LiveProgress label="Importing" done={found.rowsDone} total={found.totalRows ?? null} />
          <Text c="dimmed">
            You can leave this page or close it: the import goes on, and this address keeps its result.
          </Text>
          {found.job && <CancelButton importId={found.id} jobId={found.job.id} />}
        </>
      )}
      {found.status === "FAILED" && (
        <Alert color="red" title="The import stopped" role="presentation">
          {found.message}
        </Alert>
      )}
      {found.status === "CANCELLED" && !found.undo && (
        <Alert color="yellow" title="The import was cancelled" role="presentation">
          What is counted here is written. Go on with the rest, or undo it.
        </Alert>
      )}
      {found.undo && <UndoResult found={found} undo={found.undo} />}
      <div>
        {/* Always there, so that a screen reader notices when the sentence comes. */}
        <div role="status">
          {found.status === "DONE" && !found.undo?.finishedAt && (
            <Text fw={500} mb="xs">
              {summary(found)}
            </Text>
          )}
        </div>
        <Tally
          items={[
            { label: "Created", value: found.created, tone: "green" },
            { label: "Updated", value: found.updated, tone: "blue" },
            { label: "Unchanged", value: found.unchanged },
            { label: "Restored", value: found.restored, tone: "green" },
            { label: "Failed", value: found.failed, tone: "red" },
          ]}
        />
      </div>
      {!isGoingOn && found.failed > 0 && <Failures found={found} />}
      {!isGoingOn && <Invitations found={found} canRetry={canRetryMails} />}
      {!isGoingOn && <NextSteps found={found} />}
    </>
  );
}

/** The account mails of those whom the import made, where it was to send any. */
function Invitations({ found, canRetry }: { found: ImportOfPage; canRetry: boolean }) {
  const counts = found.mailCounts;
  if (counts) {
    return (
      <MassMails
        title="Invitations"
        counts={counts}
        troubled={[found.failedMails, found.bouncedMails, found.skippedMails]}
        retry={canRetry ? { importId: found.id } : undefined}
      />
    );
  }
  if (!found.options.sendInvitations || found.created === 0 || found.status !== "DONE" || found.undo) return null;
  return (
    <Panel title="Invitations">
      <PageRefresher seconds={2} />
      <Text role="status">{counted(found.created, "invitation")} will be written in a moment.</Text>
    </Panel>
  );
}

function NextSteps({ found }: { found: ImportOfPage }) {
  const hasMadeSome = found.created > 0 && !found.undo?.finishedAt;
  const hasWritten = found.created + found.updated + found.restored > 0;
  return (
    <Group gap="xs">
      {(found.status === "FAILED" || found.status === "CANCELLED") && found.totalRows !== null && !found.undo && (
        <StartButton importId={found.id} label="Go on with the import" />
      )}
      {hasMadeSome && (
        <ButtonLink href={`/customers?import=${found.id}`} variant={found.status === "DONE" ? "filled" : "default"}>
          See imported customers
        </ButtonLink>
      )}
      <ButtonLink href="/customers/import" variant="default">
        Import another file
      </ButtonLink>
      {hasWritten && !found.undo && <UndoButton found={found} />}
      {found.undo?.job?.status === "FAILED" && <UndoButton found={found} label="Go on with the undo" />}
    </Group>
  );
}

function Failures({ found }: { found: ImportOfPage }) {
  const { failed, failures } = found;
  const shown = failures.nodes.length;
  return (
    <Panel
      title={`${counted(failed, "row")} could not be imported`}
      lead="Download them, put them right in your spreadsheet and import that file: its error column is ignored."
    >
      <DownloadLink
        href={`/api/downloads/import-${found.id}-errors.csv`}
        variant="default"
        leftSection={<IconDownload size={17} aria-hidden />}
        mb="md"
        w="fit-content"
      >
        Download failed rows
      </DownloadLink>
      <ListTable
        caption="Failed rows"
        className={listClasses.wrapping}
        headings={
          <>
            <ListHeading label="Line" />
            <ListHeading label="Column" />
            <ListHeading label="What is wrong" />
          </>
        }
      >
        {failures.nodes.map((failure) => (
          <tr key={failure.rowNo} role="row">
            <th role="rowheader" scope="row">
              <span className={listClasses.cellLabel} aria-hidden>
                Line{" "}
              </span>
              {amount(failure.line)}
            </th>
            <ListCell label="Column">{failure.columnName}</ListCell>
            <ListCell label="What is wrong" column="text">
              {failure.message}
            </ListCell>
          </tr>
        ))}
      </ListTable>
      {shown < failed && (
        <Text c="dimmed" mt="xs">
          Showing the first {amount(shown)} of {amount(failed)}. The file has them all.
        </Text>
      )}
    </Panel>
  );
}

function summary({ created, updated, restored, unchanged, failed }: ImportOfPage): string {
  if (created + updated + restored === 0) {
    if (unchanged === 0) return "Nothing was imported: every row has an error.";
    return `Nothing changed: ${unchanged === 1 ? "the customer already was" : `the ${counted(unchanged, "customer")} already were`} as the file says.`;
  }
  const parts = [
    created > 0 && `${counted(created, "customer")} created`,
    updated > 0 && `${amount(updated)} updated`,
    restored > 0 && `${amount(restored)} restored`,
    unchanged > 0 && `${amount(unchanged)} unchanged`,
    failed > 0 && `${amount(failed)} failed`,
  ].filter(Boolean);
  return `Import finished: ${parts.join(", ")}.`;
}

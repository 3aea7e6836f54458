import "@mantine/dropzone/styles.layer.css";
import { Alert, Badge, Group, Stack } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { FocusOnChange } from "@/app/_ui/focus-on-change";
import { LiveProgress } from "@/app/_ui/live-progress";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import { PageRefresher } from "@/app/_ui/page-refresher";
import { Panel } from "@/app/_ui/panel";
import { sizeWords } from "@/app/_ui/size-words";
import type { ImportPageQuery, RowVerdict } from "@/graphql/client/graphql";
import { FilePicker } from "../file-picker";
import { counted, IMPORT_STATUS, UNDONE } from "../import-words";
import { Paused } from "../paused";
import { ChoicesForm } from "./choices-form";
import { IMPORT_PAGE, type ImportOfPage } from "./import.document";
import classes from "./import.module.css";
import { ImportResult } from "./import-result";
import { PreviewRows } from "./preview-rows";
import { readVerdict } from "./preview-words";
import { StartPanel } from "./start-panel";
import { UnappliedChoices } from "./unapplied";

export const metadata: Metadata = { title: "Import" };

interface ImportPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ rows?: string | string[] }>;
}

export default async function ImportPage({ params, searchParams }: ImportPageProps) {
  await requirePermission("customer.import");
  const { id } = await params;
  const verdict = readVerdict((await searchParams).rows);
  const page = await query(IMPORT_PAGE, { id, verdict });
  const { permissions } = await viewer();
  // The query answers NOT_FOUND rather than null.
  if (!page.import) return null;
  return (
    <>
      <FocusOnChange of={stageOf(page.import)} targetId="import-step" />
      <div id="import-step" tabIndex={-1} className={classes.step}>
        <PageHeader
          trail={[
            { href: "/customers", label: "Customers" },
            { href: "/customers/import", label: "Import" },
          ]}
          title={page.import.fileName}
          lead={<ImportLead found={page.import} />}
        />
      </div>
      <Stack gap="lg">
        <ImportStep
          page={page}
          found={page.import}
          verdict={verdict}
          canRetryMails={permissions.includes("customer.edit")}
        />
      </Stack>
    </>
  );
}

/** What is different when the page has moved on by itself. */
function stageOf({ status, undo }: ImportOfPage): string {
  if (!undo) return status;
  return undo.finishedAt ? "undone" : "undoing";
}

function ImportLead({ found }: { found: ImportOfPage }) {
  const { label, color } = found.undo?.finishedAt ? UNDONE : IMPORT_STATUS[found.status];
  const facts = [
    found.file && sizeWords(found.file.size),
    typeof found.totalRows === "number" && counted(found.totalRows, "row"),
  ].filter(Boolean);
  return (
    <Group component="span" gap="xs">
      <Badge component="span" color={color}>
        {label}
      </Badge>
      <span>
        Chosen by {found.createdByName}, <Moment at={found.createdAt} />
        {facts.length > 0 && ` · ${facts.join(", ")}`}
      </span>
    </Group>
  );
}

interface ImportStepProps {
  page: ImportPageQuery;
  found: ImportOfPage;
  verdict: RowVerdict | undefined;
  canRetryMails: boolean;
}

/** What can be done at this stage of the import. */
function ImportStep({ page, found, verdict, canRetryMails }: ImportStepProps) {
  const choices = (
    <ChoicesForm
      found={found}
      choices={page.importChoices}
      attributes={page.attributeDefinitions.map((definition) => definition.name)}
    />
  );
  switch (found.status) {
    case "PREVIEWING":
      return (
        <>
          <PageRefresher />
          <Paused message={found.message} />
          <LiveProgress
            label="Reading the file and comparing it with the customers"
            done={found.job?.progressDone ?? 0}
            total={found.job?.progressTotal ?? null}
            inWords={sizeWords}
          />
        </>
      );
    case "REFUSED":
      return (
        <>
          <Alert color="red" title="This file cannot be imported as it is" role="presentation">
            {found.message}
          </Alert>
          {found.columns.length > 0 && choices}
          <Panel title="Choose another file">
            <FilePicker />
          </Panel>
        </>
      );
    case "READY":
      if (!found.preview) return null;
      return (
        <UnappliedChoices>
          <StartPanel importId={found.id} preview={found.preview} />
          {choices}
          <PreviewRows importId={found.id} preview={found.preview} verdict={verdict} />
        </UnappliedChoices>
      );
    default:
      return <ImportResult found={found} canRetryMails={canRetryMails} />;
  }
}

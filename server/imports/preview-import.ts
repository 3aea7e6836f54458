import type { Ctx } from "@/server/ctx";
import { attributeNameProblem } from "@/server/customers/attribute-definitions";
import { inTransaction } from "@/server/db";
import { type Problem, UserError } from "@/server/errors";
import { findUpload } from "@/server/files/find-upload";
import type { Upload } from "@/server/files/upload.entity";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { Job, JobStatus } from "@/server/jobs/job.entity";
import { allow } from "@/server/permissions";
import { withGivenUp } from "./find-import";
import { Import, ImportStatus } from "./import.entity";
import { writeChoices } from "./import-columns";
import type { ImportPlan } from "./import-plan";
import { ImportPreviewRow } from "./import-preview-row.entity";
import type { ColumnChoice } from "./reader/apply-choices";
import { delimiters } from "./reader/detect-delimiter";
import { isEncoding } from "./reader/encodings";
import { type ImportField, importFields } from "./reader/field-aliases";

export const PREVIEW_JOB = "import.preview";

export interface PreviewImport {
  uploadId: string;
  encoding?: string;
  delimiter?: string;
  columns?: readonly ChosenColumn[];
  createOrganisations?: boolean;
  createAttributes?: boolean;
}

/** What the user wants one column to fill. */
export interface ChosenColumn {
  index: number;
  target: "field" | "attribute" | "newAttribute" | "ignored";
  field?: string;
  attribute?: string;
}

/** Nobody maps more by hand, and each is a row to keep. */
const MAX_CHOICES = 1000;

/**
 * Has a file looked at and compared with the customers, without writing one. The same upload can be previewed again with
 * other choices until its import starts. Returns the import's id; the worker does the work.
 */
export async function previewImport(ctx: Ctx, input: PreviewImport): Promise<number> {
  allow(ctx.actor, "customer.import");
  const { plan, choices } = checkedPlan(input);
  return inTransaction(ctx, async (tx) => {
    const upload = await findUpload(tx, input.uploadId);
    if (!upload) throw new UserError("uploadId", "This file is not there. Upload it again.");
    const id = await importFor(tx, upload, JSON.stringify(plan));
    await writeChoices(tx, id, choices);
    const jobId = await enqueueJob(tx, { kind: PREVIEW_JOB, payload: { importId: id } });
    await tx.db.update(Import, id, { jobId });
    return id;
  });
}

/** What has written customers is not previewed again: the same file becomes another import. */
const ENDED: readonly ImportStatus[] = [ImportStatus.DONE, ImportStatus.FAILED, ImportStatus.CANCELLED];

/** The upload's import while it can still be changed, or a new one. */
async function importFor(tx: Ctx, upload: Upload, plan: string): Promise<number> {
  const last = await tx.db.find(Import, { where: { uploadId: upload.id }, order: { id: "DESC" }, take: 1 });
  const [known] = await withGivenUp(tx, last);
  if (known?.status === ImportStatus.QUEUED || known?.status === ImportStatus.RUNNING) {
    throw new UserError("uploadId", "This file is being imported already. Wait for it to end.");
  }
  const fresh = { plan, status: ImportStatus.PREVIEWING, message: null, preview: null, totalRows: null };
  if (!known || ENDED.includes(known.status)) {
    const { actor } = tx;
    const made = await tx.db.save(Import, {
      ...fresh,
      uploadId: upload.id,
      fileName: upload.fileName,
      createdByName: actor.kind === "nobody" ? "" : actor.name,
      createdAt: tx.now(),
    });
    return made.id;
  }
  // A preview that is still running would write the outcome of the former choices.
  if (known.jobId !== null) {
    for (const status of [JobStatus.QUEUED, JobStatus.RUNNING]) {
      await tx.db.update(Job, { id: known.jobId, status }, { status: JobStatus.CANCELLED, finishedAt: tx.now() });
    }
  }
  await tx.db.update(Import, known.id, { ...fresh, finishedAt: null });
  await tx.db.delete(ImportPreviewRow, { importId: known.id });
  return known.id;
}

function checkedPlan(input: PreviewImport): { plan: ImportPlan; choices: ColumnChoice[] } {
  const problems: Problem[] = [];
  const refuse = (path: string, message: string) => problems.push({ path, message, code: "INVALID" });
  const { encoding, delimiter } = input;
  if (encoding !== undefined && !isEncoding(encoding)) refuse("encoding", "Choose an encoding from the list.");
  if (delimiter !== undefined && !delimiters.some((known) => known === delimiter)) {
    refuse("delimiter", "Choose a comma, a semicolon, a tab or a vertical bar.");
  }
  const columns = input.columns ?? [];
  if (columns.length > MAX_CHOICES) refuse("columns", `Choose at most ${MAX_CHOICES} columns.`);
  const choices = columns.slice(0, MAX_CHOICES).flatMap((column, at) => {
    const choice = choiceFrom(column, columns);
    if (typeof choice !== "string") return [choice];
    refuse(`columns.${at}`, choice);
    return [];
  });
  if (problems.length > 0) throw new UserError(problems);
  const plan: ImportPlan = {
    encoding: encoding !== undefined && isEncoding(encoding) ? encoding : undefined,
    delimiter,
    createOrganisations: input.createOrganisations ?? false,
    createAttributes: input.createAttributes ?? false,
  };
  return { plan, choices };
}

/** The choice, or what is wrong with it. */
function choiceFrom(column: ChosenColumn, all: readonly ChosenColumn[]): ColumnChoice | string {
  const { index, target, field, attribute = "" } = column;
  if (!Number.isInteger(index) || index < 0) return "Columns are numbered from 0.";
  if (all.filter((other) => other.index === index).length > 1) return `Column ${index} is mapped twice. Choose one.`;
  if (target === "ignored") return { index, target: { kind: "ignored" } };
  if (target === "field") {
    if (!isImportField(field)) return "Choose a field from the list.";
    return { index, target: { kind: "field", field } };
  }
  if (target === "attribute" && !attribute.trim()) return "Choose an attribute.";
  const problem = target === "newAttribute" ? attributeNameProblem(attribute) : undefined;
  if (problem) return problem;
  const name = attribute.trim();
  return Array.from(name).length > 100 ? "There is no such attribute." : { index, target: { kind: target, name } };
}

function isImportField(name: string | undefined): name is ImportField {
  return importFields.some((field) => field === name);
}

import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { FieldChangeType } from "@/graphql/activity/activity.types";
import { forwardPage, fromCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { pageSize } from "@/graphql/ids";
import type { FieldChange } from "@/server/activity/field-change";
import { Customer } from "@/server/customers/customer.entity";
import { listImportFailures, listPreviewRows, listUndoLeftovers } from "@/server/imports/find-import";
import { Import } from "@/server/imports/import.entity";
import { importColumns } from "@/server/imports/import-columns";
import { delimiterLabel, planOf, previewOf } from "@/server/imports/import-plan";
import { ImportPreviewRow, RowVerdict } from "@/server/imports/import-preview-row.entity";
import { encodingLabels } from "@/server/imports/reader/encodings";
import { columnLabel } from "@/server/imports/reader/map-columns";
import { findJob } from "@/server/jobs/find-job";
import { Job } from "@/server/jobs/job.entity";
import {
  ImportColumnType,
  ImportFailureConnection,
  ImportFileType,
  ImportOptions,
  ImportPreviewRowConnection,
  ImportPreviewType,
  type ImportTarget,
} from "./imports.types";
import { ImportLeftoverConnection, ImportLeftoverType, ImportUndo } from "./stop-and-undo.types";

const PAGE = { description: "Page size, 1 to 100; 50 when not given.", nullable: true };
const AFTER = { description: "Cursor after which the page begins.", nullable: true };

@Resolver(() => Import)
export class ImportFieldsResolver {
  @FieldResolver(() => ImportFileType, {
    nullable: true,
    description: "How the file is read; null until it has been looked at.",
  })
  file(@Root() found: Import): ImportFileType | null {
    const file = previewOf(found)?.file;
    if (!file) return null;
    const { encoding, delimiter, size } = file;
    const encodingLabel = encodingLabels[encoding];
    return { encoding, encodingLabel, delimiter, delimiterLabel: delimiterLabel(delimiter), size };
  }

  @FieldResolver(() => [ImportColumnType], {
    description: "The columns and what they fill; empty until the file has been looked at.",
  })
  async columns(@Root() found: Import, @Ctx() { ctx }: GraphQLContext): Promise<ImportColumnType[]> {
    if (!previewOf(found)) return [];
    const columns = await importColumns(ctx, found.id);
    const headers = columns.map((column) => column.header);
    return columns.map((column, index) => ({
      index: column.position,
      header: column.header,
      label: columnLabel(headers, index),
      // The enum's values are the reader's kinds.
      target: column.target as ImportTarget,
      field: column.target === "field" ? column.name : null,
      attribute: column.target === "attribute" || column.target === "newAttribute" ? column.name : null,
      isChosen: column.isChosen,
      samples: JSON.parse(column.samples) as string[],
    }));
  }

  @FieldResolver(() => ImportOptions, { description: "What it may make beside customers." })
  options(@Root() found: Import): ImportOptions {
    const { createOrganisations, createAttributes, sendInvitations = false } = planOf(found);
    return { createOrganisations, createAttributes, sendInvitations };
  }

  @FieldResolver(() => ImportPreviewType, { nullable: true, description: "What it would do; null until previewed." })
  preview(@Root() found: Import): Omit<ImportPreviewType, "rows"> | null {
    const counts = previewOf(found)?.counts;
    return counts ? { ...counts, importId: found.id } : null;
  }

  @FieldResolver(() => ImportFailureConnection, { description: "The rows that could not be imported." })
  async failures(
    @Root() found: Import,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, PAGE) first?: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    const page = { importId: found.id, first: pageSize(first, 50, 100), after: rowAfter(after) };
    const { rows, hasMore } = await listImportFailures(ctx, page);
    const nodes = rows.map(({ reason, ...row }) => ({ ...row, message: reason }));
    return forwardPage(nodes, hasMore, !after, (row) => toCursor([row.rowNo]));
  }

  @FieldResolver(() => ImportUndo, {
    nullable: true,
    description: "How far it has been taken back; null unless asked for.",
  })
  async undo(@Root() found: Import, @Ctx() { ctx }: GraphQLContext): Promise<ImportUndo | null> {
    if (found.undoJobId === null) return null;
    const job = await findJob(ctx, found.undoJobId);
    const { undoRemoved: removed, undoPutBack: putBack, undoLeft: left, undoneAt: finishedAt } = found;
    return { removed, putBack, left, finishedAt, job };
  }

  @FieldResolver(() => ImportLeftoverConnection, {
    description: "What the undo left because it was touched since, by customer and field.",
  })
  async undoLeftovers(
    @Root() found: Import,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, PAGE) first?: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    const [customerId, field] = fromCursor(after) ?? [];
    const { rows, hasMore } = await listUndoLeftovers(ctx, {
      importId: found.id,
      first: pageSize(first, 50, 100),
      after: typeof customerId === "number" && typeof field === "string" ? { customerId, field } : undefined,
    });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.customerId, row.field]));
  }

  @FieldResolver(() => Job, { nullable: true, description: "The running or last job." })
  job(@Root() found: Import, @Ctx() { ctx }: GraphQLContext) {
    return found.jobId === null ? null : findJob(ctx, found.jobId);
  }
}

@Resolver(() => ImportLeftoverType)
export class ImportLeftoverResolver {
  @FieldResolver(() => Customer, { nullable: true, description: "The customer, unless they are gone by now." })
  customer(@Root() leftover: ImportLeftoverType, @Ctx() { loaders }: GraphQLContext) {
    return loaders.customers.load(leftover.customerId);
  }
}

@Resolver(() => ImportPreviewType)
export class ImportPreviewResolver {
  @FieldResolver(() => ImportPreviewRowConnection, {
    description: "The first 50 rows of each verdict, in the order of the file.",
  })
  async rows(
    @Root() preview: ImportPreviewType,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("verdict", () => RowVerdict, { nullable: true, description: "Only these." }) verdict?: RowVerdict,
    @Arg("first", () => Int, PAGE) first?: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    const page = {
      importId: preview.importId,
      first: pageSize(first, 50, 100),
      after: rowAfter(after),
      verdict: verdict ?? undefined,
    };
    const { rows, hasMore } = await listPreviewRows(ctx, page);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.rowNo]));
  }
}

@Resolver(() => ImportPreviewRow)
export class ImportPreviewRowResolver {
  @FieldResolver(() => [FieldChangeType], { description: "What would change; long values are shortened here." })
  changes(@Root() row: ImportPreviewRow): FieldChange[] {
    return JSON.parse(row.changes) as FieldChange[];
  }
}

function rowAfter(cursor: string | undefined): number | undefined {
  const [rowNo] = fromCursor(cursor) ?? [];
  return typeof rowNo === "number" ? rowNo : undefined;
}

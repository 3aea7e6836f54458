import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { forwardPage, fromCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { UserErrorCode, withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { notFound } from "@/server/errors";
import { findImport, listImports, waitForPreview } from "@/server/imports/find-import";
import { Import, ImportStatus } from "@/server/imports/import.entity";
import { DELIMITER_CHOICES, ENCODING_CHOICES, FIELD_LABELS } from "@/server/imports/import-plan";
import { previewImport } from "@/server/imports/preview-import";
import { startImport } from "@/server/imports/start-import";
import { undoImport } from "@/server/imports/undo-import";
import { findJob } from "@/server/jobs/find-job";
import { signedIn } from "@/server/permissions";
import {
  ImportChoices,
  ImportConnection,
  PreviewImportInput,
  PreviewImportPayload,
  StartImportInput,
  StartImportPayload,
} from "./imports.types";
import { UndoImportInput, UndoImportPayload } from "./stop-and-undo.types";

/** A small file comes back previewed at once; with a bigger one the caller asks again. */
const PATIENCE_MS = 3000;

@Resolver(() => Import)
export class ImportsResolver {
  @Query(() => Import, {
    nullable: true,
    description: "One import. NOT_FOUND when there is none. Needs customer.import.",
  })
  async import(@Arg("id", () => ID, { description: "The import's id." }) id: string, @Ctx() { ctx }: GraphQLContext) {
    const found = await findImport(ctx, idOf(id));
    if (!found) throw notFound("import");
    return found;
  }

  @Query(() => ImportConnection, { description: "Imports, newest first. Needs customer.import." })
  async imports(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 25 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const [before] = fromCursor(after) ?? [];
    const { rows, hasMore } = await listImports(ctx, {
      first: pageSize(first, 25, 100),
      before: typeof before === "number" ? before : undefined,
    });
    return forwardPage(rows, hasMore, !after, (found) => toCursor([found.id]));
  }

  @Query(() => ImportChoices, { description: "What can be chosen by hand for an import." })
  importChoices(@Ctx() { ctx }: GraphQLContext): ImportChoices {
    signedIn(ctx.actor);
    const fields = Object.entries(FIELD_LABELS).map(([name, label]) => ({ name, label }));
    return { fields, encodings: ENCODING_CHOICES, delimiters: DELIMITER_CHOICES };
  }

  @Mutation(() => PreviewImportPayload, {
    description:
      "Compares an uploaded file with the customers and writes none. Again with other choices until it is started. Needs customer.import.",
  })
  async previewImport(
    @Arg("input", () => PreviewImportInput, { description: "The file and the choices." }) input: PreviewImportInput,
    @Ctx() { ctx }: GraphQLContext,
  ): Promise<PreviewImportPayload> {
    const payload = await withUserErrors(async () => {
      const id = await previewImport(ctx, {
        ...input,
        encoding: input.encoding ?? undefined,
        delimiter: input.delimiter ?? undefined,
        columns: input.columns?.map((column) => ({
          ...column,
          field: column.field ?? undefined,
          attribute: column.attribute ?? undefined,
        })),
      });
      const found = await waitForPreview(ctx, id, PATIENCE_MS);
      return { import: found, job: await jobOf(ctx, found) };
    });
    const { import: found } = payload;
    if (found?.status !== ImportStatus.REFUSED) return payload;
    const refusal = { code: UserErrorCode.INVALID, message: found.message ?? "", path: ["uploadId"] };
    return { ...payload, userErrors: [refusal] };
  }

  @Mutation(() => StartImportPayload, {
    description: "Imports a previewed file in the background; one that was stopped goes on. Needs customer.import.",
  })
  startImport(
    @Arg("input", () => StartImportInput, { description: "Which import." }) input: StartImportInput,
    @Ctx() { ctx }: GraphQLContext,
  ): Promise<StartImportPayload> {
    return withUserErrors(async () => {
      const importId = idOf(input.importId);
      await startImport(ctx, { importId, sendInvitations: input.sendInvitations ?? undefined });
      const found = await findImport(ctx, importId);
      return { import: found, job: await jobOf(ctx, found) };
    });
  }

  @Mutation(() => UndoImportPayload, {
    description:
      "Takes an import back in the background: whom it made goes, what it changed becomes what it was. What was touched since stays and is listed. Needs customer.import.",
  })
  undoImport(
    @Arg("input", () => UndoImportInput, { description: "Which import." }) input: UndoImportInput,
    @Ctx() { ctx }: GraphQLContext,
  ): Promise<UndoImportPayload> {
    return withUserErrors(async () => {
      const importId = idOf(input.importId);
      await undoImport(ctx, { importId });
      const found = await findImport(ctx, importId);
      return { import: found, job: found?.undoJobId ? await findJob(ctx, found.undoJobId) : undefined };
    });
  }
}

async function jobOf(ctx: GraphQLContext["ctx"], found: Import | undefined) {
  return found?.jobId ? findJob(ctx, found.jobId) : undefined;
}

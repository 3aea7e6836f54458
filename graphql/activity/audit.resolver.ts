import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { forwardPage, fromCursor, notOurCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { idOf, pageSize } from "@/graphql/ids";
import { type AuditFilter, type AuditPlace, type AuditRow, listAudit } from "@/server/activity/list-audit";
import { isDbTime } from "@/server/db";
import { Job } from "@/server/jobs/job.entity";
import { AuditConnection, AuditDetail, AuditEntryType, AuditFilterInput } from "./audit.types";

@Resolver(() => AuditEntryType)
export class AuditResolver {
  @Query(() => AuditConnection, {
    description:
      "Mass actions, exports, imports, settings, tokens, agents and sign-ins that were stopped, newest first. Needs audit.view.",
  })
  async auditLog(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("filter", () => AuditFilterInput, { nullable: true, description: "Which entries." }) filter?: AuditFilterInput,
  ) {
    const page = { first: pageSize(first, 50, 100), after: placeOf(after), filter: filterOf(filter) };
    const { rows, hasMore } = await listAudit(ctx, page);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.occurredAt, row.id]));
  }

  @FieldResolver(() => [AuditDetail], { description: "What is worth knowing beside." })
  details(@Root() entry: AuditRow) {
    return Object.entries(entry.details).map(([name, value]) => ({ name, value }));
  }

  @FieldResolver(() => Job, { nullable: true, description: "The job that did it." })
  job(@Root() entry: AuditRow, @Ctx() { loaders }: GraphQLContext) {
    return entry.jobId === null ? null : loaders.jobs.load(entry.jobId);
  }
}

function placeOf(after: string | undefined): AuditPlace | undefined {
  const place = fromCursor(after);
  if (!place) return undefined;
  const [occurredAt, id] = place;
  if (typeof id === "number" && typeof occurredAt === "string" && isDbTime(occurredAt)) return { occurredAt, id };
  throw notOurCursor();
}

function filterOf(input: AuditFilterInput | undefined): AuditFilter {
  return {
    action: input?.action ?? undefined,
    actorKind: input?.actorKind ?? undefined,
    actorId: input?.actorId == null ? undefined : idOf(input.actorId),
    from: input?.from ?? undefined,
    before: input?.before ?? undefined,
  };
}

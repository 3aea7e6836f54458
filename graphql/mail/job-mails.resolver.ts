import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { pageSize } from "@/graphql/ids";
import { idAfter } from "@/graphql/tickets/id-cursor";
import { Import } from "@/server/imports/import.entity";
import { Job } from "@/server/jobs/job.entity";
import { listImportMails, listJobMails } from "@/server/mail/list-mails";
import { MailStatus } from "@/server/mail/mail.entity";
import { MailConnection, MailCountsType } from "./mails.types";

@Resolver(() => Job)
export class JobMailsResolver {
  @FieldResolver(() => MailConnection, {
    nullable: true,
    description: "The mails of a mass action, in the order in which they were asked for. Needs customer.view.",
  })
  async mails(
    @Root() job: Job,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("status", () => MailStatus, { nullable: true, description: "Only those that are so far." })
    status?: MailStatus,
  ) {
    const { rows, hasMore } = await listJobMails(ctx, { jobId: job.id, ...pageAsked({ first, after, status }) });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @FieldResolver(() => MailCountsType, {
    nullable: true,
    description: "How far its mails are; null for work that sent none. Needs customer.view.",
  })
  mailCounts(@Root() job: Job, @Ctx() { loaders }: GraphQLContext) {
    return loaders.mails.jobCounts.load(job.id);
  }
}

/** What the arguments of a page of mails ask for. */
function pageAsked({ first, after, status }: { first?: number; after?: string; status?: MailStatus }) {
  return { status: status ?? undefined, first: pageSize(first, 50, 100), after: idAfter(after) };
}

@Resolver(() => Import)
export class ImportMailsResolver {
  @FieldResolver(() => MailConnection, {
    nullable: true,
    description: "The invitations of an import, in the order in which they were asked for. Needs customer.view.",
  })
  async mails(
    @Root() { id: importId }: Import,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("status", () => MailStatus, { nullable: true, description: "Only those that are so far." })
    status?: MailStatus,
  ) {
    const { rows, hasMore } = await listImportMails(ctx, { importId, ...pageAsked({ first, after, status }) });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @FieldResolver(() => MailCountsType, {
    nullable: true,
    description: "How far its invitations are; null for an import that sent none. Needs customer.view.",
  })
  mailCounts(@Root() { id }: Import, @Ctx() { loaders }: GraphQLContext) {
    return loaders.mails.importCounts.load(id);
  }
}

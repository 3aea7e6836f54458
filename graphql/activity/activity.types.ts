import { Field, ID, Int, ObjectType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";

@ObjectType("FieldChange", { description: "What a field said before and says since." })
export class FieldChangeType {
  @Field(() => String, { description: "`email`, `firstName`, …, or `attributes.` and the attribute's name." })
  field!: string;

  @Field(() => String, { nullable: true, description: "Before; null for nothing." })
  from!: string | null;

  @Field(() => String, { nullable: true, description: "Since; null for nothing." })
  to!: string | null;
}

@ObjectType("ActivityEntry", { description: "One line of a customer's timeline." })
export class ActivityEntryType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => Date, { description: "When it happened." })
  occurredAt!: string;

  @Field(() => String, {
    description:
      "What happened: `customer.created`, `customer.updated`, `customer.deleted`, `customer.restored`, `customer.undeleted`, `customer.importUndone`, `customer.resetForced`, `customer.invited`, `mail.sent`, `mail.kept`, `mail.failed`, `mail.bounced`, `mail.complained`, `mail.skipped`, `customer.noted`, `customer.tagged`, `customer.merged`, `customer.mergedInto`, `customer.unmerged`, `ticket.created`, `ticket.reporterChanged`.",
  })
  action!: string;

  @Field(() => String, { description: "Who did it: `agent`, `token`, `import` or `system`." })
  actorKind!: string;

  @Field(() => String, { description: "Their name at that time." })
  actorName!: string;

  @Field(() => [FieldChangeType], { description: "What changed." })
  changes!: FieldChangeType[];

  @Field(() => ID, { nullable: true, description: "The import that did it." })
  importId!: number | null;

  @Field(() => ID, { nullable: true, description: "The mass action that did it." })
  jobId!: number | null;

  @Field(() => Int, { nullable: true, description: "The number of the ticket that it is about, or that caused it." })
  ticketNumber!: number | null;
}

@ObjectType("ActivityEdge", { description: "An entry and its place." })
export class ActivityEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => ActivityEntryType, { description: "The entry." })
  node!: ActivityEntryType;
}

@ObjectType("ActivityConnection", { description: "A page of a timeline (Relay)." })
export class ActivityConnection {
  @Field(() => [ActivityEdge], { description: "The entries with their cursors." })
  edges!: ActivityEdge[];

  @Field(() => [ActivityEntryType], { description: "The entries alone." })
  nodes!: ActivityEntryType[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

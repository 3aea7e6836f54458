import { Field, ID, InputType, ObjectType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";

@ObjectType("AuditDetail", { description: "Something worth knowing about an entry of the audit." })
export class AuditDetail {
  @Field(() => String, { description: "What it is, for example `search` or the name of a setting." })
  name!: string;

  @Field(() => String, { description: "In words; for a change “before → after”." })
  value!: string;
}

@ObjectType("AuditEntry", { description: "Who did what to the desk itself, or to many customers at once." })
export class AuditEntryType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => Date, { description: "When it was asked for." })
  occurredAt!: string;

  @Field(() => String, {
    description: "What was done, for example `customers.delete`, `settings.changed`, `token.created`.",
  })
  action!: string;

  @Field(() => String, { description: "Who did it: `agent`, `token`, `system` or `nobody`." })
  actorKind!: string;

  @Field(() => ID, { nullable: true, description: "Their id among those of their kind." })
  actorId!: number | null;

  @Field(() => String, { description: "Their name at that time." })
  actorName!: string;

  @Field(() => String, { nullable: true, description: "Whom or what it was about." })
  subject!: string | null;

  @Field(() => ID, { nullable: true, description: "The import that it was about." })
  importId!: number | null;
}

@ObjectType("AuditEdge", { description: "An entry of the audit and its place." })
export class AuditEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => AuditEntryType, { description: "The entry." })
  node!: AuditEntryType;
}

@ObjectType("AuditConnection", { description: "A page of the audit (Relay)." })
export class AuditConnection {
  @Field(() => [AuditEdge], { description: "The entries with their cursors." })
  edges!: AuditEdge[];

  @Field(() => [AuditEntryType], { description: "The entries alone." })
  nodes!: AuditEntryType[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@InputType("AuditFilterInput", { description: "Which entries of the audit. Everything given must hold." })
export class AuditFilterInput {
  @Field(() => String, { nullable: true, description: "What was done, for example `customers.delete`." })
  action?: string | null;

  @Field(() => String, { nullable: true, description: "By whom: `agent`, `token`, `system` or `nobody`." })
  actorKind?: string | null;

  @Field(() => ID, { nullable: true, description: "Which of that kind." })
  actorId?: string | null;

  @Field(() => Date, { nullable: true, description: "At this time or later." })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: "Before this time." })
  before?: Date | null;
}

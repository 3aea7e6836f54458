import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";
import { Import } from "@/server/imports/import.entity";
import { Job } from "@/server/jobs/job.entity";

@ObjectType("ImportUndo", { description: "How far an import has been taken back." })
export class ImportUndo {
  @Field(() => Int, { description: "Customers that it had made and that are gone again." })
  removed!: number;

  @Field(() => Int, { description: "Customers of whom something is again what it was." })
  putBack!: number;

  @Field(() => Int, { description: "What was touched since and stays; `undoLeftovers` lists it." })
  left!: number;

  @Field(() => Date, { nullable: true, description: "When it was finished." })
  finishedAt!: Date | null;

  @Field(() => Job, { nullable: true, description: "The job that undoes it; ask for its progress." })
  job?: Job | null;
}

@ObjectType("ImportLeftover", { description: "What the undo of an import left as it was." })
export class ImportLeftoverType {
  @Field(() => ID, { description: "The customer's id." })
  customerId!: number;

  @Field(() => String, { description: "The field, as in the timeline; empty for the customer as a whole." })
  field!: string;

  @Field(() => String, { description: "Why it stays." })
  reason!: string;
}

@ObjectType("ImportLeftoverEdge", { description: "A leftover and its place." })
export class ImportLeftoverEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => ImportLeftoverType, { description: "The leftover." })
  node!: ImportLeftoverType;
}

@ObjectType("ImportLeftoverConnection", { description: "A page of leftovers (Relay)." })
export class ImportLeftoverConnection {
  @Field(() => [ImportLeftoverEdge], { description: "The leftovers with their cursors." })
  edges!: ImportLeftoverEdge[];

  @Field(() => [ImportLeftoverType], { description: "The leftovers alone." })
  nodes!: ImportLeftoverType[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@InputType("UndoImportInput", { description: "Which import to take back." })
export class UndoImportInput {
  @Field(() => ID, { description: "The import; its status must be DONE, FAILED or CANCELLED." })
  importId!: string;
}

@ObjectType("UndoImportPayload", { description: "What undoImport did." })
export class UndoImportPayload {
  @Field(() => Import, { nullable: true, description: "The import; `undo` tells how far it is." })
  import?: Import | null;

  @Field(() => Job, { nullable: true, description: "The job that undoes it." })
  job?: Job | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

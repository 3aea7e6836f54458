import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";
import { Import } from "@/server/imports/import.entity";
import { ImportPreviewRow } from "@/server/imports/import-preview-row.entity";
import { Job } from "@/server/jobs/job.entity";

@ObjectType("ImportFile", { description: "How an uploaded file is read." })
export class ImportFileType {
  @Field(() => String, { description: "The encoding, detected or chosen, for example `utf-8`." })
  encoding!: string;

  @Field(() => String, { description: "The encoding in words." })
  encodingLabel!: string;

  @Field(() => String, { description: "The delimiter, detected or chosen: one character." })
  delimiter!: string;

  @Field(() => String, { description: "The delimiter in words." })
  delimiterLabel!: string;

  @Field(() => Float, { description: "Bytes." })
  size!: number;
}

export enum ImportTarget {
  FIELD = "field",
  ATTRIBUTE = "attribute",
  NEW_ATTRIBUTE = "newAttribute",
  IGNORED = "ignored",
}
registerEnumType(ImportTarget, {
  name: "ImportTarget",
  description: "What a column fills.",
  valuesConfig: {
    FIELD: { description: "A fixed field; `field` tells which." },
    ATTRIBUTE: { description: "An attribute that there is; `attribute` is its name." },
    NEW_ATTRIBUTE: { description: "An attribute that the import makes; `attribute` is its name." },
    IGNORED: { description: "Nothing: the column is left out." },
  },
});

@ObjectType("ImportColumn", { description: "A column of the file and what it fills." })
export class ImportColumnType {
  @Field(() => Int, { description: "Place in the file, from 0." })
  index!: number;

  @Field(() => String, { description: "The header as in the file; it may be empty or occur twice." })
  header!: string;

  @Field(() => String, { description: "The header for people: told apart from others of the same name." })
  label!: string;

  @Field(() => ImportTarget, { description: "What it fills." })
  target!: ImportTarget;

  @Field(() => String, { nullable: true, description: "The field, where `target` is FIELD; see `importChoices`." })
  field!: string | null;

  @Field(() => String, { nullable: true, description: "The attribute's name, where the target is one." })
  attribute!: string | null;

  @Field(() => Boolean, { description: "Whether it was chosen by hand rather than by the header." })
  isChosen!: boolean;

  @Field(() => [String], { description: "The first cells that are not empty, shortened." })
  samples!: string[];
}

@ObjectType("ImportOptions", { description: "What an import may make beside customers." })
export class ImportOptions {
  @Field(() => Boolean, { description: "Make the organisations that are missing; otherwise they are row errors." })
  createOrganisations!: boolean;

  @Field(() => Boolean, {
    description: "Make attributes of the columns that match nothing; otherwise they are left out.",
  })
  createAttributes!: boolean;

  @Field(() => Boolean, {
    description: "Mail those whom it makes that they have an account; known once it is started.",
  })
  sendInvitations!: boolean;
}

@ObjectType("ImportFailure", { description: "A row that could not be imported." })
export class ImportFailureType {
  @Field(() => Int, { description: "Data row, from 1." })
  rowNo!: number;

  @Field(() => Int, { description: "Line of the file where the row begins." })
  line!: number;

  @Field(() => String, { nullable: true, description: "Header of the column at fault." })
  columnName!: string | null;

  @Field(() => String, { description: "The error, and what to do about it." })
  message!: string;
}

@ObjectType("ImportFailureEdge", { description: "A failed row and its place." })
export class ImportFailureEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => ImportFailureType, { description: "The row." })
  node!: ImportFailureType;
}

@ObjectType("ImportFailureConnection", { description: "A page of failed rows (Relay)." })
export class ImportFailureConnection {
  @Field(() => [ImportFailureEdge], { description: "The rows with their cursors." })
  edges!: ImportFailureEdge[];

  @Field(() => [ImportFailureType], { description: "The rows alone." })
  nodes!: ImportFailureType[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("ImportPreviewRowEdge", { description: "A previewed row and its place." })
export class ImportPreviewRowEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => ImportPreviewRow, { description: "The row." })
  node!: ImportPreviewRow;
}

@ObjectType("ImportPreviewRowConnection", { description: "A page of previewed rows (Relay)." })
export class ImportPreviewRowConnection {
  @Field(() => [ImportPreviewRowEdge], { description: "The rows with their cursors." })
  edges!: ImportPreviewRowEdge[];

  @Field(() => [ImportPreviewRow], { description: "The rows alone." })
  nodes!: ImportPreviewRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("ImportPreview", { description: "What an import would do. Every row is counted." })
export class ImportPreviewType {
  /** For the rows. */
  importId!: number;

  @Field(() => Int, { description: "Customers it would make." })
  create!: number;

  @Field(() => Int, { description: "Customers it would change." })
  update!: number;

  @Field(() => Int, { description: "Rows that say nothing new." })
  unchanged!: number;

  @Field(() => Int, { description: "Deleted customers it would bring back." })
  restore!: number;

  @Field(() => Int, { description: "Rows that cannot be imported." })
  error!: number;
}

@ObjectType("ImportEdge", { description: "An import and its place." })
export class ImportEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => Import, { description: "The import." })
  node!: Import;
}

@ObjectType("ImportConnection", { description: "A page of imports (Relay)." })
export class ImportConnection {
  @Field(() => [ImportEdge], { description: "The imports with their cursors." })
  edges!: ImportEdge[];

  @Field(() => [Import], { description: "The imports alone." })
  nodes!: Import[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("ImportField", { description: "A fixed field that a column can fill." })
export class ImportFieldType {
  @Field(() => String, { description: "Its name in `ImportColumnInput`." })
  name!: string;

  @Field(() => String, { description: "Its name for people." })
  label!: string;
}

@ObjectType("ImportChoice", { description: "A value and what it is called." })
export class ImportChoice {
  @Field(() => String, { description: "The value." })
  value!: string;

  @Field(() => String, { description: "Its name for people." })
  label!: string;
}

@ObjectType("ImportChoices", { description: "What can be chosen by hand for an import." })
export class ImportChoices {
  @Field(() => [ImportFieldType], { description: "The fixed fields; attributes come on top." })
  fields!: ImportFieldType[];

  @Field(() => [ImportChoice], { description: "Encodings." })
  encodings!: ImportChoice[];

  @Field(() => [ImportChoice], { description: "Delimiters." })
  delimiters!: ImportChoice[];
}

@InputType("ImportColumnInput", { description: "What one column is to fill, in the place of what was found." })
export class ImportColumnInput {
  @Field(() => Int, { description: "Place in the file, from 0." })
  index!: number;

  @Field(() => ImportTarget, { description: "What it fills." })
  target!: ImportTarget;

  @Field(() => String, { nullable: true, description: "The field, with FIELD." })
  field?: string | null;

  @Field(() => String, { nullable: true, description: "The attribute's name, with ATTRIBUTE and NEW_ATTRIBUTE." })
  attribute?: string | null;
}

@InputType("PreviewImportInput", { description: "A file to look at, and choices that go before what is detected." })
export class PreviewImportInput {
  @Field(() => ID, { description: "What `POST /api/uploads` answered. It must be your own upload." })
  uploadId!: string;

  @Field(() => String, { nullable: true, description: "The encoding; detected when not given." })
  encoding?: string | null;

  @Field(() => String, { nullable: true, description: "The delimiter; detected when not given." })
  delimiter?: string | null;

  @Field(() => [ImportColumnInput], {
    nullable: true,
    description: "Columns mapped by hand; the others keep what their header says.",
  })
  columns?: ImportColumnInput[] | null;

  @Field(() => Boolean, { defaultValue: false, description: "Make the organisations that are missing." })
  createOrganisations!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: "Make attributes of the columns that match nothing." })
  createAttributes!: boolean;
}

@InputType("StartImportInput", { description: "Which import to start." })
export class StartImportInput {
  @Field(() => ID, { description: "The import; its status must be READY, or FAILED or CANCELLED to go on." })
  importId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Mail those whom it makes that they have an account, with a link to set a password. Not without.",
  })
  sendInvitations?: boolean | null;
}

@ObjectType("PreviewImportPayload", { description: "What previewImport did." })
export class PreviewImportPayload {
  @Field(() => Import, { nullable: true, description: "The import; still PREVIEWING when the file is large." })
  import?: Import | null;

  @Field(() => Job, { nullable: true, description: "The job that previews." })
  job?: Job | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("StartImportPayload", { description: "What startImport did." })
export class StartImportPayload {
  @Field(() => Import, { nullable: true, description: "The import." })
  import?: Import | null;

  @Field(() => Job, { nullable: true, description: "The job that imports; ask for its progress." })
  job?: Job | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

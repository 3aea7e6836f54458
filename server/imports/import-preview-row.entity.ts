import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";

export enum RowVerdict {
  CREATE = "create",
  UPDATE = "update",
  UNCHANGED = "unchanged",
  RESTORE = "restore",
  ERROR = "error",
}
registerEnumType(RowVerdict, {
  name: "RowVerdict",
  description: "What an import would do with a row.",
  valuesConfig: {
    CREATE: { description: "Makes a customer." },
    UPDATE: { description: "Changes a customer; `changes` tells what." },
    UNCHANGED: { description: "The customer is already so." },
    RESTORE: { description: "Brings a deleted customer back." },
    ERROR: { description: "Cannot be imported; `message` tells why." },
  },
});

/** A row as the preview shows it: the first of each verdict are kept, all are counted. */
@ObjectType("ImportPreviewRow", { description: "What an import would do with one row." })
@Entity("import_preview_rows")
export class ImportPreviewRow {
  @PrimaryColumn("int")
  importId!: number;

  @Field(() => Int, { description: "Data row, from 1." })
  @PrimaryColumn("int")
  rowNo!: number;

  @Field(() => Int, { description: "Line of the file where the row begins." })
  @Column("int")
  line!: number;

  @Field(() => RowVerdict, { description: "What would happen." })
  @Column("varchar", { length: 20 })
  verdict!: RowVerdict;

  @Field(() => ID, { nullable: true, description: "The customer that the row meets, if there is one." })
  @Column("int", { nullable: true })
  customerId!: number | null;

  @Field(() => String, { description: "Whom the row is about: name, e-mail or mobile." })
  @Column("varchar", { length: 400 })
  label!: string;

  @Field(() => String, { nullable: true, description: "Header of the column at fault." })
  @Column("varchar", { length: 255, nullable: true })
  columnName!: string | null;

  @Field(() => String, { nullable: true, description: "The error, and what to do about it." })
  @Column("text", { nullable: true })
  message!: string | null;

  /** JSON list of `{ field, from, to }`. */
  @Column("text")
  changes!: string;
}

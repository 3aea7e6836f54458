import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { MailBatch } from "./mail-batch.entity";

/** The frozen body of a batch, sealed and in parts of what a TEXT takes. Removed once it is sent. */
@Entity("mail_batch_parts")
export class MailBatchPart {
  @ForeignKey(() => MailBatch, { name: "mail_batch_parts_batch_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("varchar", { length: 36 })
  batchId!: string;

  @PrimaryColumn("int")
  part!: number;

  @Column("text")
  sealed!: string;
}

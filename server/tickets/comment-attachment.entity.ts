import { Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { TicketComment } from "./ticket-comment.entity";

@ObjectType("Attachment", { description: "A file that came with a comment." })
@Entity("comment_attachments")
@Index("comment_attachments_comment", ["commentId"])
export class CommentAttachment {
  @Field(() => ID, { description: "Stable id." })
  @PrimaryGeneratedColumn()
  id!: number;

  @ForeignKey(() => TicketComment, {
    name: "comment_attachments_comment_fk",
    onDelete: "RESTRICT",
    onUpdate: "RESTRICT",
  })
  @Column("int")
  commentId!: number;

  /** Where it lies in storage: a name of ours. */
  @Column("varchar", { length: 100 })
  storageName!: string;

  @Field(() => String, { description: "The sender's name for it." })
  @Column("varchar", { length: 255 })
  fileName!: string;

  @Column("bigint", { transformer: { from: Number, to: (bytes: number) => bytes } })
  size!: number;

  /** Of a picture that stands within the page of the mail: by what that names it. */
  @Column("varchar", { length: 255, nullable: true })
  contentId!: string | null;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}

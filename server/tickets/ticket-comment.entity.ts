import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { Ticket } from "./ticket.entity";

export enum CommentAuthor {
  CUSTOMER = "customer",
  AGENT = "agent",
  SYSTEM = "system",
}
registerEnumType(CommentAuthor, {
  name: "CommentAuthor",
  description: "Which side a comment is from.",
  valuesConfig: {
    CUSTOMER: { description: "A customer; `customer` tells whom." },
    AGENT: { description: "An agent." },
    SYSTEM: { description: "A program: an access token, or the desk itself." },
  },
});

export enum BodyFormat {
  TEXT = "text",
  HTML = "html",
}
registerEnumType(BodyFormat, {
  name: "BodyFormat",
  description: "How a comment's body is to be read.",
  valuesConfig: {
    TEXT: { description: "Plain text. Whatever looks like HTML in it is text." },
    HTML: {
      description:
        "HTML of a few elements without styles or scripts: p, br, strong, b, em, i, u, s, code, pre, blockquote, ul, ol, li, h1 to h3, hr, and a with an http, https, mailto or tel address. Whatever else was sent has been taken out.",
    },
  },
});

@ObjectType("Comment", { description: "One message on a ticket." })
@Entity("ticket_comments")
@Index("ticket_comments_ticket", ["ticketId"])
export class TicketComment {
  @Field(() => ID, { description: "Stable id." })
  @PrimaryGeneratedColumn()
  id!: number;

  @ForeignKey(() => Ticket, { name: "ticket_comments_ticket_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  ticketId!: number;

  @Field(() => CommentAuthor, { description: "Which side it is from." })
  @Column("varchar", { length: 20 })
  authorKind!: CommentAuthor;

  @Column("int", { nullable: true })
  authorId!: number | null;

  @Field(() => String, { description: "The author's name when it was written." })
  @Column("varchar", { length: 320 })
  authorName!: string;

  @Field(() => String, { description: "What it says, in the format of `bodyFormat`." })
  @Column("text")
  body!: string;

  @Field(() => BodyFormat, { description: "How `body` is to be read." })
  @Column("varchar", { length: 20 })
  bodyFormat!: BodyFormat;

  @Field(() => Boolean, { description: "An internal note, which customers never see." })
  @Column("boolean", { default: false })
  isInternal!: boolean;

  @Field(() => Date, { description: "When it was written." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}

import { Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { Customer } from "./customer.entity";

/** What an agent wrote down about a customer, for agents alone. */
@ObjectType("CustomerNote", { description: "What an agent wrote down about a customer. Customers never see it." })
@Entity("customer_notes")
@Index("customer_notes_customer", ["customerId"])
export class CustomerNote {
  @Field(() => ID, { description: "Stable id." })
  @PrimaryGeneratedColumn()
  id!: number;

  @ForeignKey(() => Customer, { name: "customer_notes_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  customerId!: number;

  /** Null for a program's. */
  @Column("int", { nullable: true })
  authorId!: number | null;

  @Field(() => String, { description: "Who wrote it, by the name of that time." })
  @Column("varchar", { length: 320 })
  authorName!: string;

  @Field(() => String, { description: "Plain text." })
  @Column("text")
  body!: string;

  @Field(() => Date, { description: "When it was written." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Field(() => Date, { description: "When its author last changed it." })
  @Column("datetime", { precision: 3 })
  updatedAt!: Date;
}
